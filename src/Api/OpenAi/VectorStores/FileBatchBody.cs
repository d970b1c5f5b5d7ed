using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Api.Documents;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>Files that are to become documents together: by their ids, with the same attributes, or each with its own.</summary>
/// <param name="FileIds">The ids of the files, where all have the same attributes.</param>
/// <param name="Files">The files, each with its attributes.</param>
/// <param name="Attributes">The attributes of the files of <c>file_ids</c>.</param>
/// <param name="ChunkingStrategy"><c>auto</c>, or left out: a vector store has one for all its files.</param>
/// <param name="Acl">Who may see the documents of <c>file_ids</c>; left out, that stays as it is.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record FileBatchBody(
    string[]? FileIds = null,
    VectorStoreFileBody[]? Files = null,
    JsonElement? Attributes = null,
    ChunkingStrategyBody? ChunkingStrategy = null,
    AclBody? Acl = null
)
{
    /// <summary>The files with what is said of them.</summary>
    /// <exception cref="RagException">Invalid, naming the member.</exception>
    internal FileToAttach[] Checked()
    {
        if (FileIds is { Length: > 0 } == Files is { Length: > 0 })
            throw RagException.Invalid("file_ids", "Send either file_ids or files.");
        return FileIds is { Length: > 0 } ids
            ? [.. ids.Select(id => new VectorStoreFileBody(id, Attributes, ChunkingStrategy, Acl).Checked())]
            : [.. Files!.Select(file => file.Checked())];
    }
}
