using System.Text.Json.Serialization;
using RagCluster.Api.Json;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Experiments;

/// <summary>What an arm changes of a request's <c>ranking</c>.</summary>
internal sealed record RankingOverridesBody : INestedOverrides
{
    /// <inheritdoc/>
    [JsonIgnore]
    public Dictionary<OptionProperty, object> Values { get; init; } = [];
}
