using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Json;

/// <summary>A body that has the options of a search beside its own members.</summary>
internal interface IOptionsBody
{
    /// <summary>The options, by default and as they were sent.</summary>
    SearchOptions Options { get; }
}
