using RagCluster.Inference.Models;
using RagCluster.Inference.Onnx;
using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Embedding;

/// <summary>Makes embedders of registry entries.</summary>
public static class EmbedderFactory
{
    /// <summary>Loads a model and checks it against its entry.</summary>
    /// <param name="entry">The model, from a <see cref="ModelRegistry"/>.</param>
    /// <param name="options">The settings.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    /// <exception cref="ModelException">The model cannot be used: not an embedding model, not installed, or its graph disagrees with its entry.</exception>
    public static OnnxTextEmbedder Create(ModelEntry entry, InferenceOptions options)
    {
        ArgumentNullException.ThrowIfNull(entry);
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        if (entry.Kind != ModelKind.Embedding)
            throw new ModelException(ModelFault.Invalid, $"Model '{entry.Name}' is a {entry.Kind} model; an embedding model is needed here.");

        BertTextTokenizer tokenizer = ReadTokenizer(entry);
        return new OnnxTextEmbedder(entry, options, tokenizer, OnnxModel.Open(entry, options));
    }

    private static BertTextTokenizer ReadTokenizer(ModelEntry entry)
    {
        try
        {
            return BertTextTokenizer.Create(entry.VocabularyPath, entry.Tokenizer.Lowercase);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException(ModelFault.NotFound, $"{entry.VocabularyPath} is not there. Run 'rag models pull {entry.Name}', or 'rag models add'.", error);
        }
        catch (InvalidDataException error)
        {
            throw new ModelException(ModelFault.Corrupt, error.Message, error);
        }
    }
}
