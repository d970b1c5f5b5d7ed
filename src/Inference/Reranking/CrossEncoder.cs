using RagCluster.Inference.Batching;
using RagCluster.Inference.Embedding;
using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Reranking;

/// <summary>
/// Scores with a graph that reads query and passage together, <c>[CLS] query [SEP] passage [SEP]</c>. Source: R. Nogueira and K. Cho,
/// "Passage Re-ranking with BERT", 2019. The graph's number is brought to 0 … 1 by the logistic function, which it was trained with.
/// </summary>
public sealed class CrossEncoder : IReranker
{
    /// <summary>[CLS] and two [SEP].</summary>
    private const int SpecialTokens = 3;

    /// <summary>A window shares a quarter with the one before: enough that no sentence is cut in both.</summary>
    private const int OverlapShare = 4;

    /// <summary>Windows of one passage: the rest of a longer one is not seen.</summary>
    private const int WindowsMax = 16;

    private readonly ModelEntry _entry;
    private readonly BertTextTokenizer _tokenizer;
    private readonly PooledGraph _graph;
    private readonly DeviceBatcher _batcher;

    internal CrossEncoder(ModelEntry entry, BertTextTokenizer tokenizer, PooledGraph graph, DeviceBatcher batcher)
    {
        _entry = entry;
        _tokenizer = tokenizer;
        _graph = graph;
        _batcher = batcher;
    }

    /// <inheritdoc/>
    public string Model => _entry.Name;

    /// <inheritdoc/>
    public double Weight => _entry.RerankWeight;

    /// <inheritdoc/>
    public async Task<float[]> ScoreAsync(string query, IReadOnlyList<string> passages, BatchCall call, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(passages);
        ArgumentNullException.ThrowIfNull(call);
        (List<TokenSequence> rows, List<int> places) = await Task.Run(() => Rows(query, passages, cancellationToken), cancellationToken);
        float[][] logits = await _batcher.RunAsync(_graph, rows, call, cancellationToken);
        float[] scores = new float[passages.Count];
        for (int i = 0; i < logits.Length; i++)
            scores[places[i]] = Math.Max(scores[places[i]], Logistic(logits[i][0]));
        return scores;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _batcher.Forget(_graph);
        _graph.Graph.Dispose();
        return ValueTask.CompletedTask;
    }

    private static float Logistic(float value) => 1 / (1 + MathF.Exp(-value));

    private (List<TokenSequence> Rows, List<int> Places) Rows(
        string query,
        IReadOnlyList<string> passages,
        CancellationToken cancellationToken
    )
    {
        int[] first = _tokenizer.EncodePieces(query, (_entry.MaxTokens - SpecialTokens) / 2);
        int room = _entry.MaxTokens - SpecialTokens - first.Length;
        List<TokenSequence> rows = new(passages.Count);
        List<int> places = new(passages.Count);
        for (int i = 0; i < passages.Count; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            int[] second = _tokenizer.EncodePieces(passages[i], WindowsMax * room);
            foreach (Range window in TokenWindows.Cut(second.Length, room, room / OverlapShare))
            {
                int[] ids = [_tokenizer.ClassificationId, .. first, _tokenizer.SeparatorId, .. second[window], _tokenizer.SeparatorId];
                rows.Add(new TokenSequence(ids, first.Length + 2));
                places.Add(i);
            }
        }

        return (rows, places);
    }
}
