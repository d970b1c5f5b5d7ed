using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Api.Documents;
using RagCluster.Api.Json;
using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A file that is to become a document of a vector store, or what is to change of one.</summary>
/// <param name="FileId">The file; left out where the path names it.</param>
/// <param name="Attributes">Key and value pairs for filters.</param>
/// <param name="ChunkingStrategy"><c>auto</c>, or left out: a vector store has one for all its files.</param>
/// <param name="Acl">Who may see the document, which OpenAI's API knows nothing of; left out, that stays as it is.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record VectorStoreFileBody(
    string? FileId = null,
    JsonElement? Attributes = null,
    ChunkingStrategyBody? ChunkingStrategy = null,
    AclBody? Acl = null
)
{
    /// <summary>The file with what is said of it.</summary>
    /// <exception cref="RagException">Invalid, naming the member.</exception>
    internal FileToAttach Checked() =>
        FileId is not { Length: > 0 } file
            ? throw RagException.Invalid("file_id", "Name the file that is to be added.")
            : new FileToAttach(file, ReadAttributes(ChunkingStrategy), Acl?.ToAcl("acl"));

    /// <summary>The attributes alone.</summary>
    /// <exception cref="RagException">Invalid, naming the member.</exception>
    internal Dictionary<string, MetadataValue> ReadAttributes(ChunkingStrategyBody? chunking) =>
        chunking is null or { Type: "auto" }
            ? MetadataJson.Read(Attributes, "attributes")
            : throw RagException.Invalid(
                "chunking_strategy",
                "A vector store cuts all its files alike, as it was created; leave chunking_strategy out."
            );
}
