// SPDX-License-Identifier: Apache-2.0
#include "platform/server/images.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/server_http/pictures.hpp"

namespace anju::tests {
namespace {

using server::make_renditions;
using server::PhotoFault;
using server::Renditions;
using server::Size;
using testing::AnyOf;
using testing::Each;

class Images : public testing::Test {
  protected:
    static void SetUpTestSuite() { server::start_image_library("server_images_test"); }
};

Renditions made(const std::string& bytes) {
    auto result = make_renditions(bytes);
    if (!result) throw std::runtime_error("refused with fault " + std::to_string(static_cast<int>(result.error())));
    return std::move(*result);
}

PhotoFault fault(const std::string& bytes) {
    auto result = make_renditions(bytes);
    if (result) throw std::runtime_error("taken as a picture");
    return result.error();
}

void expect_quarters(const std::string& jpeg, const std::string& of) {
    const Decoded seen = decoded_jpeg(jpeg);
    EXPECT_TRUE(alike(seen.at(0.2, 0.2), kRed)) << of;
    EXPECT_TRUE(alike(seen.at(0.8, 0.2), kGreen)) << of;
    EXPECT_TRUE(alike(seen.at(0.2, 0.8), kBlue)) << of;
    EXPECT_TRUE(alike(seen.at(0.8, 0.8), kYellow)) << of;
}

TEST_F(Images, StandUprightWhateverTheCameraSaid) {
    for (const Kind kind : {Kind::Jpeg, Kind::Webp}) {
        for (int orientation = 1; orientation <= 8; ++orientation) {
            const Renditions out = made(picture({.kind = kind, .orientation = orientation}));
            EXPECT_EQ(out.size, (Size{64, 32})) << orientation;
            expect_quarters(out.full, "full, orientation " + std::to_string(orientation));
            expect_quarters(out.small, "small, orientation " + std::to_string(orientation));
        }
    }
}

TEST_F(Images, FitTheScreenAndKeepTheirShape) {
    const Renditions wide = made(picture({.width = 5000, .height = 2500}));
    EXPECT_EQ(wide.size, (Size{1920, 960}));
    const Decoded small = decoded_jpeg(wide.small);
    EXPECT_EQ((Size{small.width, small.height}), (Size{640, 320}));
    expect_quarters(wide.full, "wide");
    EXPECT_EQ(made(picture({.width = 900, .height = 3600})).size, (Size{360, 1440}));
    EXPECT_EQ(made(picture({.width = 4000, .height = 400, .orientation = 6})).size, (Size{1920, 192}));
}

TEST_F(Images, AreNeverMadeLarger) {
    const Renditions out = made(picture({.width = 30, .height = 20}));
    EXPECT_EQ(out.size, (Size{30, 20}));
    EXPECT_EQ(made(picture({.width = 1, .height = 1})).size, (Size{1, 1}));
}

TEST_F(Images, ThatAreAlmostLinesKeepOnePixel) {
    EXPECT_EQ(made(picture({.width = 16000, .height = 3})).size, (Size{1920, 1}));
    EXPECT_EQ(made(picture({.width = 1, .height = 16000})).size, (Size{1, 1440}));
    EXPECT_EQ(made(picture({.kind = Kind::Png, .width = 16000, .height = 1})).size, (Size{1920, 1}));
}

TEST_F(Images, TellNothingButThePicture) {
    std::string told = picture({.orientation = 6, .profile = "p3"});
    told = with_segment(told, 0xFE, "SECRET comment");
    told = with_segment(told, 0xED, std::string("Photoshop 3.0\0SECRET caption", 28));
    told = with_segment(told, 0xE1, std::string("http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>SECRET</x:xmpmeta>", 58));
    // Little-endian TIFF with one GPS version entry and words behind it.
    told = with_segment(told, 0xE1, std::string("Exif\0\0II\x2A\0\x08\0\0\0\x01\0\x25\x88\x04\0\x01\0\0\0\x1A\0\0\0\0\0\0\0SECRET 31.2304N", 47));
    const Renditions out = made(told);
    for (const std::string& jpeg : {out.full, out.small}) {
        EXPECT_EQ(jpeg.find("SECRET"), std::string::npos);
        EXPECT_EQ(jpeg.find("Exif"), std::string::npos);
        EXPECT_EQ(jpeg.find("ICC_PROFILE"), std::string::npos);
        // JFIF, tables, one baseline frame, one scan.
        EXPECT_THAT(segments(jpeg), Each(AnyOf(0xE0, 0xDB, 0xC0, 0xC4, 0xDA)));
    }
}

TEST_F(Images, OfWideColourAreBroughtToTheScreensColours) {
    // The same numbers mean a stronger green in P3 than in sRGB.
    const Decoded plain = decoded_jpeg(made(picture({})).full);
    const Decoded wide = decoded_jpeg(made(picture({.profile = "p3"})).full);
    EXPECT_NE(plain.at(0.8, 0.2), wide.at(0.8, 0.2));
}

TEST_F(Images, WithTransparencyLieOnWhite) {
    const Decoded seen = decoded_jpeg(made(picture({.kind = Kind::Png, .transparent = true})).full);
    EXPECT_EQ(seen.bands, 3);
    EXPECT_TRUE(alike(seen.at(0.2, 0.2), {255, 255, 255}));
    EXPECT_TRUE(alike(seen.at(0.8, 0.2), kGreen));
}

TEST_F(Images, OfEveryUsualKindAreTaken) {
    expect_quarters(made(picture({.kind = Kind::Png})).full, "PNG");
    expect_quarters(made(picture({.kind = Kind::Png, .progressive = true})).full, "interlaced PNG");
    expect_quarters(made(picture({.kind = Kind::Png, .sixteen_bit = true})).full, "16 bit PNG");
    expect_quarters(made(picture({.kind = Kind::Webp})).full, "WebP");
    expect_quarters(made(picture({.progressive = true})).full, "progressive JPEG");
    EXPECT_EQ(made(picture({.grey = true})).size, (Size{64, 32}));
    const Decoded cmyk = decoded_jpeg(made(picture({.cmyk = true})).full);
    EXPECT_EQ(cmyk.bands, 3);
    EXPECT_TRUE(alike(cmyk.at(0.2, 0.2), kRed, 90));
}

TEST_F(Images, OfOtherKindsAreRefusedByTheirFirstBytes) {
    const std::string others[] = {
        "", "GIF89a\x01\x01", "<svg xmlns='http://www.w3.org/2000/svg'/>", "%PDF-1.7\n", "II*\0....", "BM....",
        std::string("\0\0\0\x18" "ftypheic", 12), "<?xml version='1.0'?><svg/>", "RIFF\x10\0\0\0WAVE",
        "text, not a picture", "\xFF\xD8", "P6 1 1 255 abc",
    };
    for (const std::string& bytes : others) EXPECT_EQ(fault(bytes), PhotoFault::Unsupported) << bytes;
}

TEST_F(Images, CutShortAreBroken) {
    for (const Kind kind : {Kind::Jpeg, Kind::Png, Kind::Webp}) {
        const std::string whole = picture({.kind = kind, .width = 400, .height = 300});
        for (const double part : {0.1, 0.5, 0.9}) {
            const auto cut = static_cast<std::size_t>(static_cast<double>(whole.size()) * part);
            EXPECT_EQ(fault(whole.substr(0, std::max<std::size_t>(cut, 12))), PhotoFault::Broken)
                << static_cast<int>(kind) << " at " << part;
        }
    }
}

TEST_F(Images, WithTornDataAreBroken) {
    std::string jpeg = picture({.width = 400, .height = 300});
    const std::size_t middle = jpeg.size() / 2;
    // Codes of sixteen ones are not in any table.
    for (std::size_t i = 0; i < 40; i += 2) jpeg.replace(middle + i, 2, std::string("\xFF\x00", 2));
    EXPECT_EQ(fault(jpeg), PhotoFault::Broken) << "JPEG";
    std::string png = picture({.kind = Kind::Png, .width = 400, .height = 300});
    png[png.size() / 2] ^= 0x55;
    EXPECT_EQ(fault(png), PhotoFault::Broken);
}

TEST_F(Images, WithWordsBehindTheirEndAreFine) {
    EXPECT_EQ(made(picture({}) + "appended by some telephone").size, (Size{64, 32}));
}

TEST_F(Images, ThatClaimTooManyPixelsAreRefusedBeforeDecoding) {
    EXPECT_EQ(fault(empty_png(60000, 60000)), PhotoFault::TooManyPixels);
    EXPECT_EQ(fault(empty_png(8000, 5001)), PhotoFault::TooManyPixels);
    EXPECT_EQ(fault(empty_png(8000, 5000)), PhotoFault::Broken);  // allowed, but nothing in it
    std::string jpeg = picture({});
    const auto frame = jpeg.find("\xFF\xC0");
    ASSERT_NE(frame, std::string::npos);
    jpeg.replace(frame + 5, 4, "\xFF\x00\xFF\x00", 4);  // 65280 × 65280
    EXPECT_EQ(fault(jpeg), PhotoFault::TooManyPixels);
}

TEST_F(Images, SurviveEverySingleBrokenByte) {
    for (const Kind kind : {Kind::Jpeg, Kind::Png, Kind::Webp}) {
        const std::string whole = picture({.kind = kind, .width = 16, .height = 16});
        for (std::size_t at = 0; at < whole.size(); at += 3) {
            std::string bent = whole;
            bent[at] = static_cast<char>(bent[at] ^ 0xFF);
            const auto result = make_renditions(bent);
            if (result) {
                EXPECT_LE(result->size.width, 1920);
            }
        }
    }
}

}  // namespace
}  // namespace anju::tests
