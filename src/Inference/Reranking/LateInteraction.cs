using RagCluster.Inference.Batching;
using RagCluster.Inference.Models;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Reranking;

/// <summary>
/// Scores with the token vectors of a static embedding: each token of the query finds its nearest of the passage, and their cosines are
/// averaged with the tokens' weights. Source: O. Khattab and M. Zaharia, "ColBERT", SIGIR 2020 (MaxSim), without its contextual encoder.
/// Needs no device: a passage costs as many multiplications as two hundred pieces of text have.
/// </summary>
public sealed class LateInteraction : IReranker
{
    private readonly ModelEntry _entry;
    private readonly BertTextTokenizer _tokenizer;
    private readonly TokenVectors _tokens;

    internal LateInteraction(ModelEntry entry, BertTextTokenizer tokenizer, TokenVectors tokens)
    {
        _entry = entry;
        _tokenizer = tokenizer;
        _tokens = tokens;
    }

    /// <inheritdoc/>
    public string Model => _entry.Name;

    /// <inheritdoc/>
    public double Weight => _entry.RerankWeight;

    /// <inheritdoc/>
    public Task<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, BatchCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(passages);
        return Task.Run(() => Score(query, passages, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private float[] Score(string query, IReadOnlyList<string> passages, CancellationToken cancellationToken)
    {
        int[] asked = [.. Distinct(query).Where(id => _tokens.Weight(id) > 0)];
        float total = asked.Sum(_tokens.Weight);
        float[] scores = new float[passages.Count];
        if (total == 0)
            return scores;
        // Passages about one thing share most of their tokens.
        Dictionary<int, float[]> nearness = new();
        for (int i = 0; i < scores.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            scores[i] = Math.Clamp(Score(asked, Distinct(passages[i]), nearness) / total, 0, 1);
        }

        return scores;
    }

    private float Score(int[] asked, int[] passage, Dictionary<int, float[]> nearness)
    {
        float[] best = new float[asked.Length];
        foreach (int id in passage)
        {
            if (!nearness.TryGetValue(id, out float[]? cosines))
                nearness.Add(id, cosines = Array.ConvertAll(asked, token => token == id ? 1 : _tokens.Dot(token, id)));
            for (int i = 0; i < best.Length; i++)
                best[i] = Math.Max(best[i], cosines[i]);
        }

        float sum = 0;
        for (int i = 0; i < best.Length; i++)
            sum += best[i] * _tokens.Weight(asked[i]);
        return sum;
    }

    private int[] Distinct(string text) => [.. _tokenizer.EncodePieces(text, _entry.MaxTokens).Distinct()];
}
