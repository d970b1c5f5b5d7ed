using System.Net.Http.Headers;

namespace RagCluster.Client.Documents;

/// <summary>A file to be added. It is read anew for each attempt, so that an upload can be tried again.</summary>
/// <param name="name">The name or relative path that its document gets.</param>
/// <param name="open">Makes its content; called once for each attempt.</param>
public sealed class FileUpload(string name, Func<HttpContent> open)
{
    /// <summary>The name or relative path that its document gets.</summary>
    public string Name { get; } = name;

    /// <summary>A file of this machine.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="name">The name that its document gets; null for the file's own, without its folder.</param>
    public static FileUpload FromFile(string path, string? name = null) =>
        new(name ?? Path.GetFileName(path), () => new StreamContent(File.OpenRead(path)));

    /// <summary>Bytes in memory.</summary>
    public static FileUpload FromBytes(string name, ReadOnlyMemory<byte> content) => new(name, () => new ReadOnlyMemoryContent(content));

    /// <summary>The file as a part of a form.</summary>
    internal HttpContent ToPart()
    {
        HttpContent content = open();
        // The extended form of RFC 5987 takes every name; the plain one can't hold quotes.
        content.Headers.ContentDisposition ??= new ContentDispositionHeaderValue("form-data") { Name = "file", FileNameStar = Name };
        return content;
    }
}
