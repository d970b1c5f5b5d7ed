using System.Security.Cryptography;

namespace RagCluster.Inference.Models;

/// <summary>Proves that a model's files are those that the registry names.</summary>
public static class ModelVerifier
{
    /// <summary>Compares size and SHA-256 of both files.</summary>
    /// <exception cref="ModelException">A file is missing or another; the message names it, what was expected and what is
    /// there.</exception>
    public static async Task VerifyAsync(ModelEntry entry, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(entry);
        await VerifyFileAsync(entry.ModelPath, entry.Files.Model, cancellationToken);
        await VerifyFileAsync(entry.VocabularyPath, entry.Files.Vocabulary, cancellationToken);
    }

    internal static async Task VerifyFileAsync(string path, ModelFile expected, CancellationToken cancellationToken)
    {
        if (!File.Exists(path))
            throw new ModelException(
                ModelFault.NotFound,
                $"{path} is not there. Run 'rag models pull' for its model, or 'rag models add'."
            );

        long bytes = new FileInfo(path).Length;
        if (bytes != expected.Bytes)
            throw new ModelException(ModelFault.Corrupt, $"{path} has {bytes} bytes, the registry says {expected.Bytes}: load it again.");

        string sha256 = await Sha256Async(path, cancellationToken);
        if (!sha256.Equals(expected.Sha256, StringComparison.OrdinalIgnoreCase))
            throw new ModelException(
                ModelFault.Corrupt,
                $"{path} has SHA-256 {sha256}, the registry says {expected.Sha256}: load it again."
            );
    }

    internal static async Task<string> Sha256Async(string path, CancellationToken cancellationToken)
    {
        await using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken));
    }
}
