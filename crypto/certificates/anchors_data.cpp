// Written by tests/crypto/certificates/describe_anchors; a test compares it with the authority's
// certificates. Sources: pki.gov.kz/cert, root.gov.kz/cert; kz-crypto facts, section 3.5.
#include "crypto/certificates/anchors_data.hpp"

#include <array>

namespace qoltanba::crypto {
namespace {

constexpr std::array national{
    AnchorFact{
        .label = "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
        .kind = AnchorKind::root,
        .not_before = "2022-06-15T04:56:12Z",
        .not_after = "2045-09-08T04:56:12Z",
        .sha256 = "af77725f8328bb24f89d81da3acdf7cee4324248538b7ba2cd2a860517fb9dca",
        .key_identifier = "13b00cfba9629f0a3eb6192a2156a24867d0f3bd",
        .path_length = unlimited_path,
        .name = "MFoxSzBJBgNVBAMMQtCd0JXQk9CG0JfQk9CGINCa0KPTmNCb0JDQndCU0KvQoNCj0KjQqyDQntCg0KLQkNCb0KvSmiAo"
                "R09TVCkgMjAyMjELMAkGA1UEBhMCS1o=",
        .spki = "MIGsMCMGCSqDDgMKAQECAjAWBgoqgw4DCgEBAgIBBggqgw4DCgEDAwOBhAAEgYAuSERhggh2HxeTZwHE50y0564aZK+S"
                "HO7SaK63Gkl2NnjLXQn7uL490k0mh6ADgLJmkXYXB0wT1DnPJ6M0/MHiiKfen1zNxgeUh6Vy4lJmOCr70zor5V091pMP"
                "HK8BSoukRqBz47o1bTcySqJ9uNNwIHvVjPnWfKhOlSDA9Jpu1A==",
    },
    AnchorFact{
        .label = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
        .kind = AnchorKind::intermediate,
        .not_before = "2022-06-15T05:01:09Z",
        .not_after = "2045-09-07T05:01:09Z",
        .sha256 = "32c7d233a42703a327f3025543a05b930e3f39a786c68dfa196baa86d5618524",
        .key_identifier = "fe30be9fc890633f1fff5a3c0cb0c85f4c6d1708",
        .path_length = unlimited_path,
        .name = "MFgxSTBHBgNVBAMMQNKw0JvQotCi0KvSmiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg0J7QoNCi0JDQm9Cr0pogKEdP"
                "U1QpIDIwMjIxCzAJBgNVBAYTAkta",
        .spki = "MIGsMCMGCSqDDgMKAQECAjAWBgoqgw4DCgEBAgIBBggqgw4DCgEDAwOBhAAEgYBeE6GnKkrTNVbvGNw24qo0AIdrE+xy"
                "6lTJ6iYuyPnX7NL65USLzXAGvEpkT+vYpR/SUv6hpWfAihjdawzAnfQiimfzO2MPkxq+boeUkU/p2c9uvAXiLq8QfLcX"
                "lS9EEVDeCyvJWfLjPf/W2xd3ir/s24rC7rXHuf89k1ylMCZnng==",
    },
    AnchorFact{
        .label = "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2020",
        .kind = AnchorKind::root,
        .not_before = "2020-09-08T10:04:54Z",
        .not_after = "2045-09-08T10:04:54Z",
        .sha256 = "9ba06354b626641715182e4d07c9dbaa1777720fa795d03174ffc68876535dcd",
        .key_identifier = "54b3b740d45b91707bed4a2be41b7b69f8f6ba50",
        .path_length = unlimited_path,
        .name = "MFQxRTBDBgNVBAMMPNCd0JXQk9CG0JfQk9CGINCa0KPTmNCb0JDQndCU0KvQoNCj0KjQqyDQntCg0KLQkNCb0KvSmiAo"
                "UlNBKTELMAkGA1UEBhMCS1o=",
        .spki =
            "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAo3eyYOtn7Ypn42XsRFBNLKVvf3ZWjJLNbUJ+DEzT88fV4jx2"
            "RwjT8DxrZeU/cJ8Ns0owyEGsP+MqqbL45+8q4ybXxkoU9oc/pCqHFORa7nXgxrYThngakx1i4Bp0WwOl8Uy1AsZ44zNa"
            "GeWLXHvSF8Mf63a5r+D1aZYiuHrgy3pdDMyhQErJkInwKCe/0C4vBifRmKf3VZsbaZtyrsnFLbP7euMJMw/R0OwuwzgX"
            "4lVjUhtFzIyE2SARrP4JgQ0iI1ow/0NsCxlglREfDWf93GRmltH/hhe+3DsAj1MtCPYPtJr8unRolY2oZQXgXplBAYlF"
            "rxqFxWCkzGr8ZCMXSflZ9MjCQgFq/JhZwqDK1AaI9QPQravxF958untx5KqtjwjsFIBk78e1Gkbe1PbttVMWwbxkYTjW"
            "cckc4wH4+aaZGJdC0ZHpuGJdpCHbcBO3jWeivJRJsRH5QyHc5pVrKoPR5TzzPK3w+PiTHU7SiBu1C/kt6zqlZxSdiw53"
            "vsbj8zuf7hPRv3K+qeGqzbCELCc0T5dtGe8fqt3PVHZjvb1jwICtqB8hz+cOvowtlkGOn/GQRO4azJCOKOEj1/2YSFj3"
            "RSSigupD04OTOGX7Y9D/IgSauzqSNOUIejSnrpdUslbKuu0LSFM7nMyft6mEh9JWAoatGPZRSYW3qHaxXqUCAwEAAQ==",
    },
    AnchorFact{
        .label = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2022",
        .kind = AnchorKind::intermediate,
        .not_before = "2022-09-22T10:38:15Z",
        .not_after = "2045-09-07T10:04:54Z",
        .sha256 = "84fb799a66140950818c056a5d9730acc2a7622cdd4ef0d47113b132fb892905",
        .key_identifier = "dcae24d749b26480d2de37233c3ea4515db55ac7",
        .path_length = 0,
        .name = "MFcxSDBGBgNVBAMMP9Kw0JvQotCi0KvSmiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg0J7QoNCi0JDQm9Cr0pogKFJT"
                "QSkgMjAyMjELMAkGA1UEBhMCS1o=",
        .spki =
            "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAkw9XzE8t0UNSOFDevbLovjQwx9Q2CubWckh3jSBVtMGGW0VM"
            "qT7j73OTTCAKjKMl4SR/0KT3uB3QDMj2lOr7tInuXvkDudOAAZgzy9ADQjO8QAx/FQtOitqZ1bnCuIqXp1LXt4XLWb/C"
            "TOBdyOo3GV4eKWu6kzrBqdpYlIeaOJjlympGJ52TgsgyJ6D88sgUbFDDCaIJB/4zks0NIMMduqzhnwvVJZjWisHP4MuP"
            "QLH5e7RQp2ShYGLrLdFzwa6/cI9yazTcNhuxrZmGku6SN00WixdRKwzs+iMwkZF2r3JYTCHgs/EaSIAJGgweQSLjfQr9"
            "5AzOKFtJNxKBqw+2RPopAMXh2YEWtLRjKN5emOhuSzzqn1Za7B3i0GYfz5+W3QsTSprDGL56x8sd0mwR6EOb4Gu6F62s"
            "diZWVPYThGcngpPsm0PYagMoQFZQyHJzK30kGrRBLXKKxlDB1DNp7kbXgJUO8oRuGm38gxqmMIAprLwKShAHCpV3BbI4"
            "AIHbhb2W/TBFJyq9cwycvFEJxnny86MP30mkTRlG3aDo846QYctOVG1cFcws+A9w9WJwk5DbTVOLyuocWXCjM/v0h1WK"
            "Mefwl15s333w8DPKai6Z/BGUoIb26Wzy0RMUH//Ne89v74DrvLJQD+a+ifN/ujyzDfGDKEsXmMrHicm0wdECAwEAAQ==",
    },
    AnchorFact{
        .label = "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2020",
        .kind = AnchorKind::root,
        .not_before = "2020-09-08T09:54:36Z",
        .not_after = "2045-09-08T09:54:36Z",
        .sha256 = "c48164ab5ccaaee6b938299a1e3aeebd6f698bb2bd716a0f0d85befc46166aa2",
        .key_identifier = "9d5941018b516bf0f06a7afee88c4eed050fa003",
        .path_length = unlimited_path,
        .name = "MFUxRjBEBgNVBAMMPdCd0JXQk9CG0JfQk9CGINCa0KPTmNCb0JDQndCU0KvQoNCj0KjQqyDQntCg0KLQkNCb0KvSmiAo"
                "R09TVCkxCzAJBgNVBAYTAkta",
        .spki = "MGwwJQYJKoMOAwoBAQEBMBgGCiqDDgMKAQEBAQEGCiqDDgMKAQMBAQADQwAEQO4uBioX+r/T3ryepy2iOzbf7oGoEmjU"
                "aM4kUPAf0FsDNRgQj/LLE2yBa7kKjhEoQ4tUZhsqQJiai7MBe1THpg0=",
    },
    AnchorFact{
        .label = "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2015",
        .kind = AnchorKind::root,
        .not_before = "2015-07-27T05:20:49Z",
        .not_after = "2025-07-27T05:20:49Z",
        .sha256 = "9ab210e54e6b0343321131202d9edcc2598f598cfdd9ee4ec1056021ab2e9759",
        .key_identifier = "561e7a76d760190e6ef8a096715076552413af2e",
        .path_length = unlimited_path,
        .name = "MIGjMUYwRAYDVQQDDD3QndCV0JPQhtCX0JPQhiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg0J7QoNCi0JDQm9Cr0pog"
                "KEdPU1QpMUwwSgYDVQQKDEPQoNCc0JogwqvQnNCV0JzQm9CV0JrQldCi0KLQhtCaINCi0JXQpdCd0JjQmtCQ0JvQq9Ka"
                "INKa0KvQl9Cc0JXQosK7MQswCQYDVQQGEwJLWg==",
        .spki = "MGwwJQYJKoMOAwoBAQEBMBgGCiqDDgMKAQEBAQEGCiqDDgMKAQMBAQADQwAEQJZ1QHWELj/UPjOlbzIrcGztXU/2J8qp"
                "VJzszaftrLY2Q8llV7qZYnUy3N3Bq6vWDy8FOz0KWR2yNE82+7WtthA=",
    },
    AnchorFact{
        .label = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2018",
        .kind = AnchorKind::intermediate,
        .not_before = "2018-08-08T04:55:58Z",
        .not_after = "2025-06-25T04:55:58Z",
        .sha256 = "908521d0531e5645e64b34d3588374a3a83582c860e5f7293a04c41217e8cc18",
        .key_identifier = "5b6a73e9",
        .path_length = unlimited_path,
        .name = "MFMxCzAJBgNVBAYTAktaMUQwQgYDVQQDDDvSsNCb0KLQotCr0pog0JrQo9OY0JvQkNCd0JTQq9Cg0KPQqNCrINCe0KDQ"
                "otCQ0JvQq9KaIChHT1NUKQ==",
        .spki = "MGwwJQYJKoMOAwoBAQEBMBgGCiqDDgMKAQEBAQEGCiqDDgMKAQMBAQADQwAEQPdOdYZd9S71YmVe0u67aMN7elrsJOKt"
                "9z+XRNdPETr06Oy8nW/RZCyZoCDEAz/Z4K1uchBMSRPMkyqSwBzvfFg=",
    },
    AnchorFact{
        .label = "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2015",
        .kind = AnchorKind::root,
        .not_before = "2015-07-27T05:22:53Z",
        .not_after = "2025-07-27T05:22:53Z",
        .sha256 = "a7064abc5699827f370c67b09f1a1bfd7ad5e1514d471223df209c08300ea972",
        .key_identifier = "d4a51869ef8b3f15fdeaadbd47e094816b066a3b",
        .path_length = unlimited_path,
        .name = "MIGiMUUwQwYDVQQDDDzQndCV0JPQhtCX0JPQhiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg0J7QoNCi0JDQm9Cr0pog"
                "KFJTQSkxTDBKBgNVBAoMQ9Cg0JzQmiDCq9Cc0JXQnNCb0JXQmtCV0KLQotCG0Jog0KLQldCl0J3QmNCa0JDQm9Cr0pog"
                "0prQq9CX0JzQldCiwrsxCzAJBgNVBAYTAkta",
        .spki =
            "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEAlqLdP8Z8G8sr5fWi+lp8r2fqRe2NLsiuHntkNTqu11bnY7h+"
            "q5LlAbTVJiPfFRchqegg64shKdqNy+9rPW3Swq2hwAQQ2HrAwoTaeKPgh3tusVxhRAyEmq2vVwGWmuiciuDUSr45hMYM"
            "EGb8SwocFdW17gx6b+MYivcQ4UQv+Jgmt1r00tyBd5qcavUISM/xmYqNfj+oxYCpuHto+DSYmkD1LCgObSe8JJ2BMYH1"
            "ShF7GoLprvnEh1BhxhYQj9zHqnlgee3j96IeAT+nfB0mOgK06pzMqXUAwJ0ip1F5zSzDhRfE/6Y9GLI5O3mPNeU1LMH7"
            "0DTPoPHwFg4+Cvo9UGkuYO5ZQBsEPZIAXalW8f11u5O5wA5wQPv/v9Q1NCfjMsu3UiGG7pNemOkOatzIn22aP4ys8Zfr"
            "q+UfgDuRsQcevwmSEnhcyQ9CbZv1T28wTHU8WhF3vwB/f93Z2rJorvJuHuJFk/aBPckeQW3eDxgks3L1dZM2nIIeYrUk"
            "E3oey223eVQQa/YWAfOF8svVt2HbtQPjhGGj6858xvTYi4FErZA2P5nojgJ7jSdSMWiu8dLt/KjNHTDEIPaYCKvt0qtg"
            "S36gV0QCbXGyrSTNIXrXhCeX71SYvJbjPMYmSH94tY6KERSpSd5ixVaVYKbZVbyww8ZTD1PBeL42esSCaZsCAwEAAQ==",
    },
    AnchorFact{
        .label = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2018",
        .kind = AnchorKind::intermediate,
        .not_before = "2018-08-08T04:26:36Z",
        .not_after = "2025-06-25T04:26:36Z",
        .sha256 = "34d1b311a9873191ae3382805df51e0a5da23315c512a8deeb885668ceeb5834",
        .key_identifier = "5b6a7411",
        .path_length = unlimited_path,
        .name = "MFIxCzAJBgNVBAYTAktaMUMwQQYDVQQDDDrSsNCb0KLQotCr0pog0JrQo9OY0JvQkNCd0JTQq9Cg0KPQqNCrINCe0KDQ"
                "otCQ0JvQq9KaIChSU0Ep",
        .spki =
            "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEArlvMc9X0xktVYz/TmbbFKzkNnX5ZDqRN748xjaE5v/nbv56n"
            "0h2+UDG3NCW9uvpDojwmD0Vg5YVB11ASoyh6KmxpPy9vsXnr1UingzcEuz3X4vXElWFGGiWCidauN32fc3TqkS+CJc4P"
            "YHGVak8ifFU29MtEi4OOw7rko57Jl4HMuc+FRoQsb1Nw+e9m312i5xoLzxxpL1EVE1EObTfJ+4H4skT7me5f6zJwxUuQ"
            "AojQAe7ghx2XoOKSo/aX8wHcFJydDsLPNMIqfmm6rpHTpW45X0QuEJpvwlIXa/Ovh5C4cActfPrX8s3ba8Ug0YwZvwux"
            "LhKQIDP/fSxidMKwOVwAyJCLYV30dtwEwcSVfBCyg3/k5aWofgK2ZHnm6Z4+9sLAJGZkXXabrokr8nr0IOPnlioQMuGq"
            "Yif4GFUy/VlWlanLcOSvi2sfdqDJeQ4XSOP1tazhifmBITKNwtZFv1e95i0OIH0mkGftZEax3BJ3Oi2Gk3xVxP0s5ImH"
            "gkrLztYiT2QuDC5MqyZ7NX0Q4k9dEYEBqbEAYvE1M8V7QCvqM+pBfS0MmMasgGrQsb22kYJ6MS4qQVK6IvOJT/IKqOUN"
            "T5HzFRYwqygzpHQQvHlkt8PGVcwK9m1F6WwbKecv2S2NuR+WQPI2aU2Qf3hL6Ooi0C4wH4noFbkf34+qXVUCAwEAAQ==",
    },
};

constexpr std::array national_test{
    AnchorFact{
        .label = "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022",
        .kind = AnchorKind::root,
        .not_before = "2022-07-07T09:05:52Z",
        .not_after = "2032-07-07T09:05:52Z",
        .sha256 = "b995e79e7c07429f8f79e185451e5599ce342ac720000f01b3854fdfa03031a6",
        .key_identifier = "a7d3ab7790372e5b698170dde60ccca38bc3a4b2",
        .path_length = unlimited_path,
        .name = "MF8xUDBOBgNVBAMMR9Cd0JXQk9CG0JfQk9CGINCa0KPTmNCb0JDQndCU0KvQoNCj0KjQqyDQntCg0KLQkNCb0KvSmiAo"
                "R09TVCkgVEVTVCAyMDIyMQswCQYDVQQGEwJLWg==",
        .spki = "MIGsMCMGCSqDDgMKAQECAjAWBgoqgw4DCgEBAgIBBggqgw4DCgEDAwOBhAAEgYBO/oeynu5+KcPrVn7WZyJoK8zMfjYm"
                "afDdbMFSwCRBvtVZISzwxWZ863Gd2G2qEuKeLqNARJoH/0uOTGcbb6jk/KYp4qHgxqDEGlkz1uknkIQd1+Xhl6CNnw0c"
                "vlxzIiykc2ANgY/No7dXEC5Xn9zGyQ6Pn5P5azRwTupv7g6JVw==",
    },
    AnchorFact{
        .label = "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022",
        .kind = AnchorKind::intermediate,
        .not_before = "2022-07-07T09:55:23Z",
        .not_after = "2032-07-04T09:55:23Z",
        .sha256 = "beeffc0bdb77cd798c35983eb0715f6ef0051cccb71d7cd05505e8a4fb2c6f4d",
        .key_identifier = "fad24b1ba3a0c961fe1ca8503e6aa2bb450db8a3",
        .path_length = unlimited_path,
        .name = "MF0xTjBMBgNVBAMMRdKw0JvQotCi0KvSmiDQmtCj05jQm9CQ0J3QlNCr0KDQo9Co0Ksg0J7QoNCi0JDQm9Cr0pogKEdP"
                "U1QpIFRFU1QgMjAyMjELMAkGA1UEBhMCS1o=",
        .spki = "MIGsMCMGCSqDDgMKAQECAjAWBgoqgw4DCgEBAgIBBggqgw4DCgEDAwOBhAAEgYC4On38SP7MTy2g4d4S7CvH/T+zzBY3"
                "OeldtRfkgxSjZFEYElxvd2J5j1Lir+jaj/H5RxkxVfoKRojOKd1z0W3RN7INIUPEmqB10doeoaHzNzsnIABSRyARw7Kz"
                "OTHKn4JLlVYJz/xZ1JM5hBt/7AtGfXO1Mdu1LJ7nX3lb1RAYaw==",
    },
    AnchorFact{
        .label = "ҰКО 3.0 (GOST TEST) 2019",
        .kind = AnchorKind::intermediate,
        .not_before = "2019-03-14T11:34:07Z",
        .not_after = "2024-03-12T11:34:07Z",
        .sha256 = "0307e8bdf77cb708b7c9d9a5799facdc6de7154447cb394af9ac9b528c3d82c7",
        .key_identifier = "07bed21c60084456b02715e857374347bbd75450",
        .path_length = unlimited_path,
        .name = "MC4xCzAJBgNVBAYTAktaMR8wHQYDVQQDDBbSsNCa0J4gMy4wIChHT1NUIFRFU1Qp",
        .spki = "MGwwJQYJKoMOAwoBAQEBMBgGCiqDDgMKAQEBAQEGCiqDDgMKAQMBAQADQwAEQHX4IRAigAJJv0K6P+kgw2bdnSKcxEoy"
                "QGN5TCyJ91pHBalTp09B8MYWHq4bQRE+RjizPQUFSOGR2GZVAA7JOvQ=",
    },
    AnchorFact{
        .label = "ҰКО 3.0 (RSA TEST) 2019",
        .kind = AnchorKind::intermediate,
        .not_before = "2019-03-15T03:42:17Z",
        .not_after = "2024-03-13T03:42:17Z",
        .sha256 = "7e96a36409dc11e0fc99efae41f8c639e16a495d77c2f2278edb98580f997231",
        .key_identifier = "a68c16337cb8e83567063e5e415755a2af345068",
        .path_length = unlimited_path,
        .name = "MC0xCzAJBgNVBAYTAktaMR4wHAYDVQQDDBXSsNCa0J4gMy4wIChSU0EgVEVTVCk=",
        .spki =
            "MIICIjANBgkqhkiG9w0BAQEFAAOCAg8AMIICCgKCAgEA1Nv1RB32gPCJs9nCZ/qoquLwqjTXCoAqONpi09mpayI/Ho9+"
            "DvmO/htXck3n31WEIxow4C6bVqL4E0dT3ZnMibBcdnS2yLZzjhAM/QEus090VHLYIrvThgpUuiM5vS7hOdd+CW41H9Xl"
            "KgeWeMy8xNIKq7tHs6GY9bkglOKBb0MBia/I3eh7N6hrMaXRgJSyN8F7ozRlfkRF4DA4BSJ7dR5Lv+T6UoL0RNFF2kMO"
            "LedCvkode2IWQcW7NtjYOA78HpGvwGq+wEBB33/Pk6od8Okz+GljwiEbYqcY2lHOZBletxMPfU/RZZaSrXl78FEBxNa0"
            "wiPKvzD6v+tCAJm7yaQhTd45C1IxVQzMh/gZV0OEW9E40lDr8BtmYdeiPYTlYmAIAJmd2IHOCKzv1h2FUGXP+O5dwBiH"
            "cUImT2YrfC2Hikbm4EjbZUz4MBLaIiTwQOcQjgvHeIYXpCIii+lV1HoETpJA9rJsko0w3XK5yvXCHQf/4HTvUS4DcKJY"
            "vjhwrkbsDAFp7sDUEimbkMl6zpwzv0K8JZo2R5G5jm9KiIraRQ1+4vLa4K+/2jMqkA/zFP64yuCjFuLc6Fktn472iTWC"
            "BRXQ6gitBzxrYocg+eRkvV43lmm8tHg6jPTlB758Ec+04j/V89kR5QHrXVjuWt8bBrKwgr/deBWp6KfW5JcCAwEAAQ==",
    },
};

}  // namespace

std::span<const AnchorFact> national_anchor_facts() {
    return national;
}

std::span<const AnchorFact> national_test_anchor_facts() {
    return national_test;
}

}  // namespace qoltanba::crypto
