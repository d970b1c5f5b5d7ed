using System.Runtime.CompilerServices;
using Orleans.Placement;
using RagCluster.Grains.Experiments;
using RagCluster.Grains.Interfaces.Query;

namespace RagCluster.Grains.Query;

/// <summary>Streams one answer; collected soon after, since nobody asks for the same stream again.</summary>
[PreferLocalPlacement]
[CollectionAgeLimit(Minutes = 2)]
internal sealed class AnswerStreamGrain(ExperimentedQueries queries) : Grain, IAnswerStreamGrain
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
