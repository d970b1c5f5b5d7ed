using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Planning;

/// <summary>Names a recorded query. Nobody can guess one.</summary>
/// <param name="Collection">The collection's name.</param>
/// <param name="QueryClass">The query's class.</param>
/// <param name="Nonce">128 random bits.</param>
public sealed record RecordId(string Collection, string QueryClass, string Nonce)
{
    private const int NonceBytes = 16;
    private const int ClassLengthMax = 32;

    /// <summary>A new id.</summary>
    /// <param name="collection">The collection.</param>
    /// <param name="queryClass">The query's class.</param>
    public static RecordId New(CollectionId collection, string queryClass)
    {
        ArgumentNullException.ThrowIfNull(collection);
        return new RecordId(collection.Name, queryClass, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(NonceBytes)));
    }

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <param name="text"><c>collection.class.nonce</c>.</param>
    /// <param name="id">The id, when the form is right.</param>
    public static bool TryParse(string? text, [NotNullWhen(true)] out RecordId? id)
    {
        string[] parts = text?.Split('.') ?? [];
        bool isId =
            parts.Length == 3
            && CollectionId.IsValidName(parts[0])
            && parts[1].Length is > 0 and <= ClassLengthMax
            && parts[1].All(c => char.IsAsciiLetterLower(c) || c == '_')
            && parts[2].Length == 2 * NonceBytes
            && parts[2].All(char.IsAsciiHexDigitLower);
        id = isId ? new RecordId(parts[0], parts[1], parts[2]) : null;
        return isId;
    }

    /// <summary>The form <c>collection.class.nonce</c>, safe in a URL.</summary>
    public override string ToString() => $"{Collection}.{QueryClass}.{Nonce}";
}
