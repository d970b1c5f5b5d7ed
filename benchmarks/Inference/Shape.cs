using System.Security.Cryptography;
using RagCluster.Inference.Models;

namespace RagCluster.InferenceBenchmark;

/// <summary>The registry entry of a graph of MiniLM-L6's shape, and its arithmetic.</summary>
internal static class Shape
{
    private const int Layers = 6;
    private const int Width = 384;

    /// <summary>Floating-point operations of one text: the matrix products, a multiplication and an addition each.</summary>
    internal static double Flop(int length) => Layers * ((2.0 * 12 * Width * Width * length) + (2.0 * 2 * Width * length * length));

    internal static ModelEntry Entry(string folder, string vocabulary, ModelPrecision precision)
    {
        string graph = Graph(folder, precision);
        return new ModelEntry
        {
            Name = precision.ToString().ToLowerInvariant(),
            Revision = "benchmark",
            Files = new ModelFiles { Model = File(graph), Vocabulary = File(vocabulary) },
            Tokenizer = new ModelTokenizer { Type = ModelTokenizer.WordPiece },
            Inputs = ["input_ids", "attention_mask", "token_type_ids"],
            Output = "last_hidden_state",
            Pooling = PoolingMode.Mean,
            Dimensions = Width,
            MaxTokens = 512,
            Precision = precision,
            Folder = "/",
        };
    }

    /// <summary>The file of the graph in a folder of models.</summary>
    internal static string Graph(string folder, ModelPrecision precision) =>
        Path.Combine(folder, "onnx", precision == ModelPrecision.Fp32 ? "model.onnx" : "model_quantized.onnx");

    private static ModelFile File(string path)
    {
        using FileStream stream = System.IO.File.OpenRead(path);
        return new ModelFile
        {
            Path = path,
            Bytes = stream.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(stream)),
        };
    }
}
