using RagCluster.Inference.Onnx;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Batching;

/// <summary>Runs a short and a full batch, so that the first caller does not wait for memory to be laid out.</summary>
internal static class WarmUp
{
    /// <summary>Runs both on the calling thread.</summary>
    public static void Run(IBatchModel model, BertTextTokenizer tokenizer, int batchTokens)
    {
        int length = Math.Min(model.RowTokensMax, batchTokens);
        TokenSequence full = new([.. Enumerable.Repeat(tokenizer.UnknownId, length)]);
        model.Run([new TokenSequence([tokenizer.ClassificationId, tokenizer.SeparatorId])], CancellationToken.None);
        model.Run([.. Enumerable.Repeat(full, Math.Max(1, batchTokens / length))], CancellationToken.None);
    }
}
