using Microsoft.ML.OnnxRuntime;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Onnx;

/// <summary>What a graph says of itself: enough to write its registry entry.</summary>
internal sealed record GraphSignature(IReadOnlyList<string> Inputs, string Output, int Axes, int Dimensions)
{
    /// <summary>Outputs that sentence-transformers' exports are read from, best first.</summary>
    private static readonly string[] Preferred = ["sentence_embedding", "last_hidden_state", "token_embeddings", "logits"];

    /// <summary>Opens a graph on the processor and reads its inputs and output.</summary>
    /// <exception cref="ModelException">It is no graph that can run.</exception>
    public static GraphSignature Read(string path)
    {
        using InferenceSession session = OnnxSessions.Open(path, new InferenceOptions { Device = "cpu", Threads = 1 }).Session;
        string output = Preferred.FirstOrDefault(session.OutputMetadata.ContainsKey) ?? session.OutputNames[0];
        int[] shape = session.OutputMetadata[output].Dimensions;
        return new GraphSignature(session.InputNames, output, shape.Length, shape.Length == 0 ? -1 : shape[^1]);
    }
}
