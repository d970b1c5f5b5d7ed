using System.Security.Cryptography;
using RagCluster.Inference.Models;

namespace RagCluster.Inference.Tests;

/// <summary>Registry entries of the small graphs that come with the tests.</summary>
public static class SampleModels
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Samples");

    public static string Vocabulary { get; } = Path.Combine(Folder, "vocab.txt");

    /// <summary>One vector a token, which depends on all tokens of the text.</summary>
    public static ModelEntry TokenVectors { get; } =
        Entry("token-vectors.onnx") with
        {
            Inputs = ["input_ids", "attention_mask", "token_type_ids"],
            Output = "last_hidden_state",
            Pooling = PoolingMode.Mean,
        };

    /// <summary>One vector a text.</summary>
    public static ModelEntry Pooled { get; } = Entry("pooled.onnx");

    /// <summary>One number a pair of texts, of the shape of a real cross-encoder (tools/make-cross-encoder.py).</summary>
    public static ModelEntry CrossEncoder { get; } =
        Entry("cross-encoder.onnx") with
        {
            Kind = ModelKind.Rerank,
            Inputs = ["input_ids", "attention_mask", "token_type_ids"],
            Output = "logits",
            Dimensions = 1,
            MaxTokens = 48,
            Normalize = false,
        };

    public static ModelFile File(string name)
    {
        byte[] content = System.IO.File.ReadAllBytes(Path.Combine(Folder, name));
        return new ModelFile
        {
            Path = name,
            Bytes = content.Length,
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
        };
    }

    private static ModelEntry Entry(string graph) =>
        new()
        {
            Name = Path.GetFileNameWithoutExtension(graph),
            Revision = "1",
            Files = new ModelFiles { Model = File(graph), Vocabulary = File("vocab.txt") },
            Tokenizer = new ModelTokenizer { Type = ModelTokenizer.WordPiece },
            Inputs = ["input_ids", "attention_mask"],
            Output = "sentence_embedding",
            Dimensions = 8,
            MaxTokens = 32,
            Folder = Folder,
        };
}
