using RagCluster.Corpus.Collections;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Grains.Interfaces.Experiments;

/// <summary>What an arm changes of a request. Who may see what is no part of it.</summary>
/// <param name="Options">The options that it sets.</param>
/// <param name="Collection">The collection that answers instead, one with the same documents in other chunks or under another model; null
/// for the one that is asked.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.QueryOverrides")]
public sealed record QueryOverrides([property: Id(0)] SearchOptionsPatch Options, [property: Id(1)] string? Collection = null)
{
    /// <summary>The request as the arm asks it.</summary>
    /// <param name="request">The request as it came.</param>
    public SearchRequest Apply(SearchRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request with
        {
            Collection = Collection is { } name ? new CollectionId(request.Collection.Tenant, name) : request.Collection,
            Options = Options.Apply(request.Options),
        };
    }
}
