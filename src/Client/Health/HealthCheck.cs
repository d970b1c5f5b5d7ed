using System.Text.Json.Serialization;

namespace RagCluster.Client.Health;

/// <summary>A check of the server.</summary>
public sealed record HealthCheck
{
    /// <summary><c>ok</c>, <c>degraded</c> or <c>unhealthy</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>How long the check took.</summary>
    [JsonPropertyName("duration_ms")]
    public double DurationMs { get; init; }

    /// <summary>What it found; null for nothing to say.</summary>
    public string? Detail { get; init; }
}
