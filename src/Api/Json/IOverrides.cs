using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Json;

/// <summary>A body that says which options an arm sets.</summary>
internal interface IOverrides
{
    /// <summary>The options that were sent, with their values.</summary>
    Dictionary<OptionProperty, object> Values { get; }
}
