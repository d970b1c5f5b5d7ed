using RagCluster.Inference.Onnx;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Batching;

/// <summary>Runs a short and a full batch, so that the first caller does not wait for memory to be laid out.</summary>
internal static class WarmUp
{
    /// <summary>Runs both on the calling thread; a batch for which the device lacks memory is halved, as the batcher will do.</summary>
    /// <exception cref="DeviceMemoryException">Even a single row does not fit the device's memory.</exception>
    public static void Run(IBatchModel model, BertTextTokenizer tokenizer, int batchTokens)
    {
        int length = Math.Min(model.RowTokensMax, batchTokens);
        TokenSequence full = new([.. Enumerable.Repeat(tokenizer.UnknownId, length)]);
        model.Run([new TokenSequence([tokenizer.ClassificationId, tokenizer.SeparatorId])], CancellationToken.None);
        int rows = Math.Max(1, batchTokens / length);
        while (!TryRun(model, [.. Enumerable.Repeat(full, rows)]))
            rows /= 2;
    }

    private static bool TryRun(IBatchModel model, TokenSequence[] rows)
    {
        try
        {
            model.Run(rows, CancellationToken.None);
            return true;
        }
        catch (DeviceMemoryException) when (rows.Length > 1)
        {
            return false;
        }
    }
}
