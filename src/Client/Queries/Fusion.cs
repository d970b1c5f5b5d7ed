using System.Text.Json.Serialization;
using RagCluster.Client.Http;

namespace RagCluster.Client.Queries;

/// <summary>How two legs become one ranking.</summary>
[JsonConverter(typeof(WireEnumConverter<Fusion>))]
public enum Fusion
{
    /// <summary>By their scores.</summary>
    Scores = 0,

    /// <summary>By reciprocal ranks.</summary>
    Ranks = 1,
}
