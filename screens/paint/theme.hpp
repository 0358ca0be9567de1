// SPDX-License-Identifier: Apache-2.0
// Every colour, size and time of the design language (sections 2–7), in one place.
// Colours are 0xAARRGGBB, not premultiplied; lengths are pixels of a picture 1080 high.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>

#include "screens/scene.hpp"

namespace anju::paint {

using Colour = std::uint32_t;

// A colour with another opacity, in per cent.
constexpr Colour with_opacity(Colour colour, int percent) {
    return (colour & 0x00FFFFFFu) | (static_cast<Colour>((255 * percent + 50) / 100) << 24);
}

// So many per cent of the second colour in the first.
constexpr Colour mixed(Colour colour, Colour other, int percent) {
    Colour out = colour & 0xFF000000u;
    for (int shift = 0; shift < 24; shift += 8) {
        out |= (((colour >> shift) & 255) * static_cast<Colour>(100 - percent) + ((other >> shift) & 255) * static_cast<Colour>(percent)) / 100 << shift;
    }
    return out;
}

struct Fill {
    Colour top = 0, bottom = 0;
};

namespace theme {

inline constexpr int kWidth = 1920, kHeight = 1080;

inline constexpr Colour kWhite = 0xFFFFFFFF;
inline constexpr Fill kBackground{0xFF14293D, 0xFF0A141F};
inline constexpr Fill kSurface{0xFF1B3247, 0xFF162A3D};
inline constexpr Fill kRaised{0xFF24405A, 0xFF1B3247};
inline constexpr Fill kOff{0xFF26394B, 0xFF1E2F3F};
inline constexpr Fill kNeutral{0xFF3E5878, 0xFF2C425E};        // plates of settings and about
inline constexpr Fill kNeutralButton{0xFF35526C, 0xFF2A4359};  // a big choice without a kind
inline constexpr Fill kBanner{0xFF5A4310, 0xFF48350B};
inline constexpr Fill kNight{0xFF0B0805, 0xFF050302};
inline constexpr Fill kCall{0xFF0D3323, 0xFF06130D};           // takes over: a call
inline constexpr Fill kCallNeutral{0xFF2C4A3C, 0xFF22392E};    // its other buttons
inline constexpr Colour kCallTrack = 0xFF22493A;
inline constexpr Colour kOnCall = 0xFFE4F3EA;
inline constexpr Colour kCallWord = 0xFFBDF3CE;                // what goes on, and its icons
inline constexpr Fill kAccept{0xFF18653F, 0xFF124A30};
inline constexpr Fill kAuto{0xFF123A4F, 0xFF071620};           // takes over: a call that answers itself
inline constexpr Fill kAutoBox{0xFF1A4C66, 0xFF143C52};
inline constexpr Fill kAutoNeutral{0xFF3A5568, 0xFF2C4455};
inline constexpr Colour kAutoTrack = 0xFF24485C;
inline constexpr Colour kOnAuto = 0xFFD6E9F4;
inline constexpr Fill kAlarm{0xFF5C1512, 0xFF1F0706};          // takes over: an alarm
inline constexpr Colour kAlarmRow = 0xFF7A2420;                // what goes on now, and what is said below
inline constexpr Colour kOnAlarm = 0xFFF6DAD7;
inline constexpr Colour kAlarmLater = 0xFFF3DAD7;
inline constexpr Colour kAlarmDisc = 0xFF3E0F0D;               // of a step that is to come
inline constexpr Colour kAlarmDiscEdge = 0xFFD9B0AC;
inline constexpr Colour kAlarmFigure = 0xFF9E1C1C;             // on cream
inline constexpr Colour kAlarmShade = 0xFF140404;              // under words on a picture
inline constexpr Colour kAlarmTrack = 0xFFE9D3B4;
inline constexpr Colour kOnGood = 0xFF0B2A17;
inline constexpr Fill kVideoGround{0xFF0A141F, 0xFF0A141F};    // behind a picture that has not come
inline constexpr Colour kLive = 0xFFFF5A4D;                    // camera or microphone is on, and nothing else
inline constexpr Colour kLiveChip = 0xFFA62323;
inline constexpr Colour kLiveEdge = 0xFFFFB4AB;
inline constexpr Colour kPhotoGround = 0xFF16283A;  // under a photo that is not here yet
inline constexpr Colour kText = 0xFFFFFFFF;
inline constexpr Colour kText2 = 0xFFD3DFEA;
inline constexpr Colour kText3 = 0xFFB4C5D5;
inline constexpr Colour kTextOnPhoto = 0xFFE7EEF4;
inline constexpr Colour kWarm = 0xFFFFD98A;
inline constexpr Colour kOnWarm = 0xFF3A2500;
inline constexpr Colour kGood = 0xFF8BE3A6;
inline constexpr Colour kGoodOnKind = 0xFFA8F0BF;  // on a coloured card
inline constexpr Colour kByItself = 0xFF9CCBFF;    // answered by a rule
inline constexpr Colour kCountdown = 0xFFFFE9B0;
inline constexpr Colour kReachable = 0xFF59D98A;  // the dot on a face
inline constexpr Colour kCaution = 0xFFFFCB6B;
inline constexpr Colour kOnCaution = 0xFFFBEFD2;
inline constexpr Colour kBad = 0xFFFFA79E;
inline constexpr Colour kRing = 0xFFFFE9B0;
inline constexpr Colour kGlow = 0xFFFFC24D;
inline constexpr Colour kOffText = 0xFFD3DFEA;
inline constexpr Colour kOffReason = 0xFFB9CAD9;
inline constexpr Colour kKey = 0xFF33506B;  // Back, arrows, the chosen segment at rest
inline constexpr Colour kKeyOk = 0xFFFFFFFF;
inline constexpr Colour kOnKeyOk = 0xFF0E1C2A;
inline constexpr Colour kKeyRed = 0xFFA62323;
inline constexpr Colour kNotice = 0xFFFFF1DC;
inline constexpr Colour kOnNotice = 0xFF3A1310;
inline constexpr Colour kPaper = 0xFFFFFFFF;  // under the QR code
inline constexpr Colour kOnPaper = 0xFF12263A;
inline constexpr Colour kNightText = 0xFFA8743E;
inline constexpr Colour kNightEdge = 0xFF6B4924;
inline constexpr Colour kNightRed = 0xFF5E1712;
inline constexpr Colour kNightOnRed = 0xFFE0A49B;
inline constexpr Colour kShade = 0xFF060E16;      // of the scrim on a full photo
inline constexpr int kStillPercent = 36;          // of the veil over a moving picture that stands still
inline constexpr Colour kCardShade = 0xFF081018;  // of the scrim on a card
inline constexpr Colour kChip = 0xFF08121C;       // plates on photos

constexpr Fill kind(screens::Kind kind) {
    switch (kind) {
        case screens::Kind::Neutral: return kNeutral;
        case screens::Kind::Family: return {0xFF1A6240, 0xFF124A30};
        case screens::Kind::Doctor: return {0xFF27598F, 0xFF1B4472};
        case screens::Kind::Medicine: return {0xFF87440F, 0xFF6A3309};
        case screens::Kind::Meal: return {0xFF6A560C, 0xFF524208};
        case screens::Kind::Service: return {0xFF66469A, 0xFF4E3379};
        case screens::Kind::Health: return {0xFF0F5F64, 0xFF0A4A4E};
        case screens::Kind::Message: return {0xFF8E2F5C, 0xFF6F2146};
        case screens::Kind::Help: return {0xFFA62323, 0xFF7F1818};
    }
    return kNeutral;
}

constexpr Colour tone(screens::Tone tone) {
    switch (tone) {
        case screens::Tone::Plain: return kText2;
        case screens::Tone::Good: return kGood;
        case screens::Tone::Warm: return kWarm;
        case screens::Tone::Caution: return kCaution;
        case screens::Tone::Bad: return kBad;
        case screens::Tone::Cool: return kByItself;
    }
    return kText2;
}

// Type: sizes at ×1, ×1.25, ×1.6.
using Sizes = std::array<int, 3>;
inline constexpr Sizes kHomeClock{148, 158, 168};
inline constexpr Sizes kOfflineClock{112, 112, 112};  // room for the banner
inline constexpr Sizes kHeaderClock{72, 80, 92};
inline constexpr Sizes kHalfDay{40, 50, 60};
inline constexpr Sizes kAnswer{76, 84, 92};
inline constexpr Sizes kTitle{64, 80, 92};
inline constexpr Sizes kChoice{56, 68, 80};
inline constexpr Sizes kTile{48, 58, 72};
inline constexpr Sizes kCard{56, 64, 72};
inline constexpr Sizes kRow{48, 60, 76};
inline constexpr Sizes kBody{46, 58, 72};
inline constexpr Sizes kFact{44, 55, 70};
inline constexpr Sizes kSecond{38, 48, 60};
inline constexpr Sizes kSecond40{40, 50, 60};
inline constexpr Sizes kSecond42{42, 52, 60};
inline constexpr Sizes kHintKey{36, 46, 58};
inline constexpr Sizes kHintWords{38, 48, 60};
inline constexpr Sizes kPhotoWords{60, 72, 80};
inline constexpr Sizes kNoticeWords{52, 60, 68};
inline constexpr Sizes kPerson{60, 72, 88};
inline constexpr Sizes kCallTitle{60, 70, 80};
inline constexpr Sizes kTakeover{168, 168, 168};  // a name
inline constexpr Sizes kLine{42, 52, 60};
inline constexpr Sizes kLine48{48, 56, 64};
inline constexpr Sizes kChipWords{42, 50, 60};
inline constexpr Sizes kAlarmTitle{72, 80, 92};
inline constexpr Sizes kAlarmAside{44, 52, 60};
inline constexpr Sizes kStepNow{54, 64, 76};
inline constexpr Sizes kStep{48, 58, 70};
inline constexpr Sizes kStepTime{40, 46, 54};
inline constexpr Sizes kCardWords{64, 72, 84};
inline constexpr Sizes kPanelTitle{68, 80, 92};
inline constexpr int kBigNumber = 232, kTalked = 184;
inline constexpr int kTwoLineTitle = 56;  // a greeting too long for one line
inline constexpr int kSmallest = 36;

constexpr int at(const Sizes& sizes, model::TextSize size) { return sizes[static_cast<std::size_t>(size)]; }

// Space.
inline constexpr int kSafeX = 96, kSafeY = 54;
inline constexpr int kRight = kWidth - kSafeX, kBottom = kHeight - kSafeY;
inline constexpr int kGap = 32;
inline constexpr int kContentTop = 192, kContentBottom = 896;
inline constexpr int kTileRadius = 36, kRowRadius = 32, kPanelRadius = 40, kSegmentRadius = 26;
inline constexpr int kEdge = 2;
inline constexpr int kPortraitRadius = 56;
inline constexpr int kLiveInset = 14, kLiveWidth = 8, kLiveRadius = 40;

// Shadow, ring and glow. CSS blur lengths: twice the standard deviation.
inline constexpr int kShadowDown = 10, kShadowBlur = 26, kShadowPercent = 38;
inline constexpr int kRingWidth = 7, kRingOut = 12, kGlowBlur = 34, kGlowSpread = 2, kGlowPercent = 55;
inline constexpr int kInnerBlur = 14, kInnerPercent = 25;
inline constexpr int kGrow = 8;

// Time.
inline constexpr std::chrono::microseconds kFrame{16667};
inline constexpr std::chrono::milliseconds kGlide{160};
inline constexpr std::chrono::milliseconds kAcknowledge{140};
inline constexpr int kAcknowledgePercent = 12;

}  // namespace theme
}  // namespace anju::paint
