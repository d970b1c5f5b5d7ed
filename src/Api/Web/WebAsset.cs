using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace RagCluster.Api.Web;

/// <summary>One embedded file. It is read and compressed at its first request: most servers never show the documentation.</summary>
internal sealed class WebAsset
{
    // Below this, the header of a compressed response costs what the compression saves.
    private const int CompressedLengthMin = 1024;

    private static readonly FrozenDictionary<string, string> MediaTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary();

    private readonly Lazy<byte[]> _content;
    private readonly Lazy<byte[]> _compressed;
    private readonly Lazy<EntityTagHeaderValue> _tag;
    private readonly string _mediaType;

    /// <summary>An asset of this assembly.</summary>
    /// <param name="resource">The name of the embedded resource.</param>
    internal WebAsset(string resource)
    {
        _mediaType = MediaTypes[Path.GetExtension(resource)];
        _content = new Lazy<byte[]>(() => Read(resource));
        _compressed = new Lazy<byte[]>(() => Compress(_content.Value));
        // Weak, because the same tag names the plain and the compressed form.
        _tag = new Lazy<EntityTagHeaderValue>(() =>
            new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(_content.Value).AsSpan(0, 12))}\"", isWeak: true)
        );
    }

    /// <summary>The response: not modified, compressed or plain, as the request allows.</summary>
    internal IResult Serve(HttpContext context)
    {
        IHeaderDictionary headers = context.Response.Headers;
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.CacheControl = "no-cache";
        byte[] content = _content.Value;
        if (content.Length >= CompressedLengthMin && AcceptsGzip(context.Request))
        {
            headers.ContentEncoding = "gzip";
            content = _compressed.Value;
        }

        return Results.Bytes(content, _mediaType, entityTag: _tag.Value);
    }

    private static bool AcceptsGzip(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptEncoding.Any(e => (e.Quality is null or > 0) && e.Value.Equals("gzip", StringComparison.OrdinalIgnoreCase));

    private static byte[] Read(string resource)
    {
        using Stream stream =
            Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The assembly has no resource '{resource}'.");
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }

    private static byte[] Compress(byte[] content)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return target.ToArray();
    }
}
