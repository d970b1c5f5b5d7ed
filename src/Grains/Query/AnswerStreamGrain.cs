using System.Runtime.CompilerServices;
using Orleans.Placement;
using RagCluster.Grains.Interfaces.Query;
using RagCluster.Grains.Planning;

namespace RagCluster.Grains.Query;

/// <summary>Streams one answer; collected soon after, since nobody asks for the same stream again.</summary>
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class AnswerStreamGrain(PlannedQueries queries) : Grain, IAnswerStreamGrain
{
    /// <inheritdoc/>
    public async IAsyncEnumerable<AskEvent> StreamAsync(SearchRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (AskEvent next in queries.StreamAsync(request, cancellationToken).WithCancellation(cancellationToken))
        {
            yield return next;
        }
    }
}
