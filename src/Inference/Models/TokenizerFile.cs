using RagCluster.Text.Tokenizing;

namespace RagCluster.Inference.Models;

/// <summary>Reads the tokenizer of a registry entry.</summary>
internal static class TokenizerFile
{
    /// <summary>Reads it.</summary>
    /// <exception cref="ModelException">The vocabulary is missing or is none.</exception>
    public static BertTextTokenizer Open(ModelEntry entry)
    {
        try
        {
            return BertTextTokenizer.Create(entry.VocabularyPath, entry.Tokenizer.Lowercase);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ModelException(
                ModelFault.NotFound,
                $"{entry.VocabularyPath} is not there. Run 'rag models pull {entry.Name}', or 'rag models add'.",
                error
            );
        }
        catch (InvalidDataException error)
        {
            throw new ModelException(ModelFault.Corrupt, error.Message, error);
        }
    }
}
