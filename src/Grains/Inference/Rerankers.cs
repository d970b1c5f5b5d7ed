using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Inference;

namespace RagCluster.Grains.Inference;

/// <summary>Scores passages on some silo that is there for it.</summary>
/// <param name="silos">Chooses the silo.</param>
internal sealed class Rerankers(ModelSilos silos)
{
    /// <summary>The scores of passages.</summary>
    /// <exception cref="RagException">Overloaded: every silo's queue is full. Unavailable: no silo could score them.</exception>
    internal Task<RerankReply> RerankAsync(string model, RerankRequest request, CancellationToken cancellationToken) =>
        silos.AskAsync(model, (IRerankGrain reranker) => reranker.RerankAsync(request, cancellationToken));
}
