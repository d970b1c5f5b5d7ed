using System.Text.Json.Serialization;
using RagCluster.Api.Json;
using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Files;

namespace RagCluster.Api.OpenAi.VectorStores;

/// <summary>A collection as a vector store of OpenAI's API.</summary>
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
    /// <summary>What it is.</summary>
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
