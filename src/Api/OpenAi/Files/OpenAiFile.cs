using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.Files;

/// <summary>A file as OpenAI's API has it.</summary>
internal sealed record OpenAiFile(string Id, long Bytes, long CreatedAt, string Filename, string Purpose, long? ExpiresAt)
{
    /// <summary>What it is.</summary>
    public string Object => "file";

    /// <summary>Nothing is done with a file before it is used.</summary>
    public string Status => "processed";

    /// <summary>The form of a file.</summary>
    internal static OpenAiFile From(StoredFile file) =>
        new(file.Id, file.Bytes, file.CreatedAt.ToUnixTimeSeconds(), file.Name, file.Purpose, file.ExpiresAt?.ToUnixTimeSeconds());
}
