using System.Text.Json;
using System.Text.Json.Serialization;
using RagCluster.Api.Documents;
using RagCluster.Api.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>The body of <c>POST /v1/vector_stores</c> and <c>/v1/vector_stores/{id}</c>, as OpenAI's API defines it.</summary>
/// <param name="Name">Its name for people, up to 512 characters.</param>
/// <param name="Description">What it holds, up to 512 characters.</param>
/// <param name="FileIds">Files to begin with.</param>
/// <param name="ChunkingStrategy">How its files become chunks; fixed when it is created.</param>
/// <param name="Metadata">Key and value pairs.</param>
/// <param name="Acl">Who may see the documents of <c>file_ids</c>; left out, every caller of the tenant.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Skip)]
internal sealed record VectorStoreBody(
    string? Name = null,
    string? Description = null,
    string[]? FileIds = null,
    ChunkingStrategyBody? ChunkingStrategy = null,
    JsonElement? Metadata = null,
    AclBody? Acl = null
)
{
    private const int TextLengthMax = 512;
    private const int DaysMax = 365;
    private const int ChunkTokensMin = 32;
    private const int ChunkTokensMax = 2048;
    private readonly bool _saysExpiry;

    /// <summary>After how long without use it answers no more; null ends that.</summary>
    public ExpiresAfterBody? ExpiresAfter
    {
        get;
        init => (field, _saysExpiry) = (value, true);
    }

    /// <summary>A label with what the body says; what it leaves out stays.</summary>
    /// <exception cref="RagException">Invalid, naming the member.</exception>
    internal VectorStoreLabel Onto(VectorStoreLabel label, DateTimeOffset now)
    {
        if (ExpiresAfter is { } after && (after.Anchor != "last_active_at" || after.Days is < 1 or > DaysMax))
            throw RagException.Invalid("expires_after", $"expires_after has the anchor last_active_at and 1 to {DaysMax} days.");
        return label with
        {
            Name = Limited(Name, "name") ?? label.Name,
            Description = Limited(Description, "description") ?? label.Description,
            Metadata = Metadata is { ValueKind: not JsonValueKind.Null } ? MetadataJson.Read(Metadata, "metadata") : label.Metadata,
            ExpiresAfterDays = _saysExpiry ? ExpiresAfter?.Days : label.ExpiresAfterDays,
            LastActiveAt = now,
        };
    }

    /// <summary>Settings with the sizes of chunks that the body asks for.</summary>
    /// <exception cref="RagException">Invalid: there is no such way, or no sizes.</exception>
    internal CollectionSettings Onto(CollectionSettings settings) =>
        ChunkingStrategy switch
        {
            null or { Type: "auto" } => settings,
            { Type: "static", Static.MaxChunkSizeTokens: < ChunkTokensMin or > ChunkTokensMax } => throw RagException.Invalid(
                "chunking_strategy.static.max_chunk_size_tokens",
                $"A chunk has {ChunkTokensMin} to {ChunkTokensMax} tokens at most."
            ),
            { Type: "static", Static: { } sizes } => settings with
            {
                ChunkTokensMax = sizes.MaxChunkSizeTokens,
                ChunkOverlapTokens = sizes.ChunkOverlapTokens,
            },
            _ => throw RagException.Invalid("chunking_strategy", "chunking_strategy is of the type auto, or static with its sizes."),
        };

    private static string? Limited(string? text, string field) =>
        text?.Length > TextLengthMax ? throw RagException.Invalid(field, $"At most {TextLengthMax} characters are kept.") : text;
}
