using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.Files;

/// <summary>A file as OpenAI's API has it.</summary>
/// <param name="Id">The file's id.</param>
/// <param name="Bytes">Bytes of its content.</param>
/// <param name="CreatedAt">When it arrived, in seconds since 1970.</param>
/// <param name="Filename">The name that it was sent under.</param>
/// <param name="Purpose">What it is for, in its sender's words.</param>
/// <param name="ExpiresAt">When it expires, in seconds since 1970; null for never.</param>
internal sealed record OpenAiFile(string Id, long Bytes, long CreatedAt, string Filename, string Purpose, long? ExpiresAt)
{
    /// <summary>Always <c>file</c>.</summary>
    public string Object => "file";

    /// <summary>Nothing is done with a file before it is used.</summary>
    public string Status => "processed";

    /// <summary>The form of a file.</summary>
    internal static OpenAiFile From(StoredFile file) =>
        new(file.Id, file.Bytes, file.CreatedAt.ToUnixTimeSeconds(), file.Name, file.Purpose, file.ExpiresAt?.ToUnixTimeSeconds());
}
