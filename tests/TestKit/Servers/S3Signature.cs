using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace RagCluster.TestKit.Servers;

/// <summary>AWS Signature Version 4, computed from its specification, over bodies that are signed whole.</summary>
internal static partial class S3Signature
{
    /// <summary>The code of why a request is refused; null when it is not.</summary>
    internal static string? Refusal(HttpListenerRequest request, byte[] body, string accessKey, string secretKey)
    {
        Match told = Authorization().Match(request.Headers["Authorization"] ?? "");
        if (!told.Success)
            return "AccessDenied";
        if (told.Groups["key"].Value != accessKey)
            return "InvalidAccessKeyId";
        string hash = request.Headers["x-amz-content-sha256"] ?? "";
        if (hash != Convert.ToHexStringLower(SHA256.HashData(body)))
            return "XAmzContentSHA256Mismatch";
        string[] url = request.RawUrl!.Split('?', 2);
        string[] query = url.Length > 1 ? url[1].Split('&', StringSplitOptions.RemoveEmptyEntries) : [];
        string canonical = string.Join(
            '\n',
            request.HttpMethod,
            url[0],
            string.Join(
                '&',
                query.Select(pair => pair.Contains('=', StringComparison.Ordinal) ? pair : pair + "=").Order(StringComparer.Ordinal)
            ),
            string.Concat(told.Groups["headers"].Value.Split(';').Select(name => $"{name}:{request.Headers[name]?.Trim()}\n")),
            told.Groups["headers"].Value,
            hash
        );
        string scope = told.Groups["scope"].Value;
        string text = string.Join(
            '\n',
            "AWS4-HMAC-SHA256",
            request.Headers["x-amz-date"],
            scope,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))
        );
        byte[] key = scope
            .Split('/')
            .Aggregate(
                Encoding.UTF8.GetBytes("AWS4" + secretKey),
                (secret, step) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(step))
            );
        return Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))) == told.Groups["signature"].Value
            ? null
            : "SignatureDoesNotMatch";
    }

    [GeneratedRegex(
        "^AWS4-HMAC-SHA256 Credential=(?<key>[^/]+)/(?<scope>[^,]+), ?SignedHeaders=(?<headers>[^,]+), ?Signature=(?<signature>[0-9a-f]+)$"
    )]
    private static partial Regex Authorization();
}
