using Orleans.Placement;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Interfaces.Query.Options;
using RagCluster.Grains.Query.Observing;

namespace RagCluster.Grains.Query;

/// <summary>
/// Streams the events of one answer, see <see cref="QueryGrain"/>; collected soon after, since nobody asks for the same stream again.
/// </summary>
[PreferLocalPlacement]
[CollectionAgeLimit("00:01:30")]
internal sealed class AnswerStreamGrain(QuerySteps steps) : Grain, IAnswerStreamGrain
{
    /// <inheritdoc/>
    public IAsyncEnumerable<QueryEvent> StreamAsync(SearchRequest request, CancellationToken cancellationToken) =>
        QueryGrain.EventsAsync(steps, QueryCall.Ask(request), cancellationToken);
}
