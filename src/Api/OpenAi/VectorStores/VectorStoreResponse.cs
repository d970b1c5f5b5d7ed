using System.Text.Json.Serialization;
using RagCluster.Api.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A collection as a vector store of OpenAI's API.</summary>
/// <param name="Id">The vector store's id, which is the collection's name.</param>
/// <param name="CreatedAt">When it was created, in seconds since 1970.</param>
/// <param name="Name">Its name for people.</param>
/// <param name="Description">What it holds; empty when nobody said.</param>
/// <param name="UsageBytes">Bytes of the documents' original content.</param>
/// <param name="FileCounts">How many of its files are how far.</param>
/// <param name="Status"><c>in_progress</c> while files wait for indexing, <c>expired</c> when it answers no more, otherwise
/// <c>completed</c>.</param>
/// <param name="ExpiresAfter">After how long without use it expires; null for never.</param>
/// <param name="ExpiresAt">When it expires unless it is used before, in seconds since 1970; null for never.</param>
/// <param name="LastActiveAt">When it was last used, to the hour, in seconds since 1970.</param>
/// <param name="Metadata">Its owner's key and value pairs.</param>
internal sealed record VectorStoreResponse(
    string Id,
    long CreatedAt,
    string Name,
    string Description,
    long UsageBytes,
    FileCounts FileCounts,
    string Status,
    ExpiresAfterBody? ExpiresAfter,
    long? ExpiresAt,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] long? LastActiveAt,
    Dictionary<string, object> Metadata
)
{
    /// <summary>Always <c>vector_store</c>.</summary>
    public string Object => "vector_store";

    /// <summary>The form of a collection with its label.</summary>
    internal static VectorStoreResponse From(CollectionState state, VectorStoreLabel? label, DateTimeOffset now) =>
        new(
            state.Id.Name,
            state.CreatedAt.ToUnixTimeSeconds(),
            label?.Name ?? state.Id.Name,
            label?.Description is { Length: > 0 } description ? description : state.Settings.Description,
            state.ContentBytes,
            new FileCounts(
                state.PendingCount,
                Math.Max(0, state.DocumentCount - state.PendingCount - state.FailedCount),
                state.FailedCount,
                Cancelled: 0
            ),
            label?.ExpiresAt <= now ? "expired"
                : state.PendingCount > 0 ? "in_progress"
                : "completed",
            label?.ExpiresAfterDays is { } days ? new ExpiresAfterBody("last_active_at", days) : null,
            label?.ExpiresAt?.ToUnixTimeSeconds(),
            (label?.LastActiveAt ?? state.CreatedAt).ToUnixTimeSeconds(),
            MetadataJson.Write(label?.Metadata ?? [])
        );
}
