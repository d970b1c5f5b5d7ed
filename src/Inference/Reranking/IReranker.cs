using RagCluster.Inference.Batching;

namespace RagCluster.Inference.Reranking;

/// <summary>Says how well passages answer a query. Safe for use from several threads.</summary>
public interface IReranker : IAsyncDisposable
{
    /// <summary>The model's name in the registry.</summary>
    string Model { get; }

    /// <summary>The share of the scores in the final order, 0 to 1; the order before has the rest.</summary>
    double Weight { get; }

    /// <summary>Scores passages. A passage's score does not depend on the passages beside it (to 1e-5).</summary>
    /// <param name="query">The query; at most half of the model's length is read.</param>
    /// <param name="passages">The passages; one longer than the model's length gets the score of its best window.</param>
    /// <param name="call">How urgent it is.</param>
    /// <param name="cancellationToken">Ends the work; what waits for the device is taken out of its queue.</param>
    /// <returns>One score a passage, in their order: 0 to 1, a better passage's is higher.</returns>
    /// <exception cref="Models.ModelException">The model yields no number.</exception>
    /// <exception cref="BatchOverloadedException">Too much waits for the device already.</exception>
    /// <exception cref="BatchDeadlineException">The deadline passed first.</exception>
    Task<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, BatchCall call, CancellationToken cancellationToken);
}
