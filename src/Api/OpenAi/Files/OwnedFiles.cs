using Microsoft.AspNetCore.Http;
using RagCluster.Api.Access;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.Files;

/// <summary>The files of a request's caller. A file is seen by whoever sent it, and by nobody else.</summary>
/// <param name="Grains">The cluster.</param>
/// <param name="Owner">The key of the caller's list.</param>
internal sealed record OwnedFiles(IGrainFactory Grains, string Owner)
{
    private const string Prefix = "file-";

    /// <summary>The files of a request's caller.</summary>
    public static OwnedFiles Of(HttpContext context, IGrainFactory grains) => new(grains, CallerKeys.Of(context));

    /// <summary>An id that nobody has.</summary>
    internal static string NewId(DateTimeOffset now) => TimedId.New(Prefix, now);

    /// <summary>The list.</summary>
    internal IFileListGrain List() => Grains.GetGrain<IFileListGrain>(Owner);

    /// <summary>A file.</summary>
    /// <exception cref="RagException">NotFound: no file can have that id.</exception>
    internal IFileGrain File(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal)
        && id.Length == Prefix.Length + TimedId.Length
        && id[Prefix.Length..].All(char.IsAsciiHexDigitLower)
            ? Grains.GetGrain<IFileGrain>($"{Owner}/{id}")
            : throw RagException.NotFound("file", id);
}
