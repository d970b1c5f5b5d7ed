using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Collections;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;

namespace RagCluster.Api.Queries;

/// <summary>An answer as the events of its making, for whatever form it is streamed in.</summary>
internal static class AnswerEvents
{
    /// <summary>Begins to answer. The collection is asked for before, so that an unknown one is still a 404.</summary>
    /// <exception cref="RagException">NotFound: there is no such collection.</exception>
    internal static async Task<IAsyncEnumerable<QueryEvent>> BeginAsync(
        IGrainFactory grains,
        SearchRequest request,
        CancellationToken cancellationToken
    )
    {
        await grains.GetGrain<ICollectionGrain>(request.Collection.ToString()).GetSettingsAsync(cancellationToken);
        IAnswerStreamGrain grain = grains.GetGrain<IAnswerStreamGrain>(Guid.NewGuid().ToString("N"));
        return grain.StreamAsync(request, cancellationToken);
    }
}
