namespace RagCluster.Corpus.Collections;

/// <summary>Names a collection: what one tenant queries.</summary>
/// <param name="Tenant">The tenant that owns the collection.</param>
/// <param name="Name">The collection's name, unique within its tenant.</param>
[GenerateSerializer]
[Alias("RagCluster.CollectionId")]
public sealed record CollectionId([property: Id(0)] string Tenant, [property: Id(1)] string Name)
{
    /// <summary>The tenant of an installation that has only one.</summary>
    public const string DefaultTenant = "default";

    /// <summary>The longest tenant or collection name, in characters.</summary>
    public const int NameLengthMax = 64;

    /// <summary>
    /// Whether <paramref name="name"/> may name a tenant or a collection: lower-case letters, digits, <c>-</c> and <c>_</c>.
    /// </summary>
    /// <param name="name">The candidate.</param>
    public static bool IsValidName(string? name) =>
        !string.IsNullOrEmpty(name)
        && name.Length <= NameLengthMax
        && char.IsAsciiLetterOrDigit(name[0])
        && name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_');

    /// <summary>Reads the form that <see cref="ToString"/> writes.</summary>
    /// <param name="text"><c>tenant/name</c>.</param>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static CollectionId Parse(string text)
    {
        int slash = text.IndexOf('/', StringComparison.Ordinal);
        return slash > 0 && slash < text.Length - 1
            ? new CollectionId(text[..slash], text[(slash + 1)..])
            : throw new FormatException($"'{text}' is not of the form tenant/collection.");
    }

    /// <summary>The grain key: <c>tenant/name</c>.</summary>
    public override string ToString() => $"{Tenant}/{Name}";
}
