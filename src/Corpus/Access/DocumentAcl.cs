using RagCluster.Corpus.Errors;
using RagCluster.Corpus.Metadata;

namespace RagCluster.Corpus.Access;

/// <summary>
/// Who may see a document: whoever <c>Allow</c> names and <c>Deny</c> does not. A principal is <c>user:…</c> (a token's subject),
/// <c>local:…</c> (a person with a password), <c>key:…</c> (a key's id) or <c>group:…</c>;
/// <see cref="Public"/> stands for every caller of the tenant, and in <c>Allow</c> alone. A document without such a list is visible to all
/// of them. The list travels and is kept as one value of the document's metadata, under a key that no client can set or ask for, so that it
/// reaches logs, segments, snapshots and backups as they are, and a shard looks at each distinct list once and not once a document.
/// </summary>
/// <param name="Allow">Who may, each once, in ordinal order.</param>
/// <param name="Deny">Who may not, whatever else says that they may, each once, in ordinal order.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.DocumentAcl")]
public sealed record DocumentAcl([property: Id(0)] string[] Allow, [property: Id(1)] string[] Deny)
{
    /// <summary>Every caller of the tenant.</summary>
    public const string Public = "public";

    // Who vouches for a name is a part of it: a token's subject must not open what a person of the same name may see.
    private static readonly string[] Prefixes = ["user:", "local:", "key:", GroupPrefix];

    /// <summary>How the name of a group begins.</summary>
    public const string GroupPrefix = "group:";

    /// <summary>The metadata key that the list is kept under; clients may neither set it nor filter by it.</summary>
    public const string MetadataKey = "$acl";

    /// <summary>The most principals of one list, allowed and denied together.</summary>
    public const int PrincipalsMax = 256;

    /// <summary>The longest principal, in characters.</summary>
    public const int PrincipalLengthMax = 200;

    private const string AllowMark = "a ";
    private const string DenyMark = "d ";

    // What can't be understood must not open a document.
    private static readonly DocumentAcl Nobody = new([], []);

    /// <summary>The list in its canonical form.</summary>
    /// <param name="allow">Who may.</param>
    /// <param name="deny">Who may not.</param>
    /// <param name="field">The field to name in a complaint.</param>
    /// <exception cref="RagException">Invalid, naming the place.</exception>
    public static DocumentAcl Checked(IReadOnlyList<string?> allow, IReadOnlyList<string?> deny, string field)
    {
        ArgumentNullException.ThrowIfNull(allow);
        ArgumentNullException.ThrowIfNull(deny);
        if (allow.Count + deny.Count > PrincipalsMax)
            throw RagException.Invalid(field, $"An ACL names at most {PrincipalsMax} principals; put users into a group.");
        return new DocumentAcl(Names(allow, $"{field}.allow", takesPublic: true), Names(deny, $"{field}.deny", takesPublic: false));
    }

    /// <summary>The list among a document's metadata; null for a document that every caller of its tenant sees.</summary>
    /// <param name="metadata">The metadata.</param>
    public static DocumentAcl? Of(IReadOnlyDictionary<string, MetadataValue> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        return metadata.TryGetValue(MetadataKey, out MetadataValue? value) ? Of(value) : null;
    }

    /// <summary>The list that a metadata value holds; one that can't be read lets nobody in.</summary>
    /// <param name="value">The value.</param>
    public static DocumentAcl Of(MetadataValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Text is not { } text)
            return Nobody;
        List<string> allow = [];
        List<string> deny = [];
        foreach (string line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.StartsWith(AllowMark, StringComparison.Ordinal))
                allow.Add(line[AllowMark.Length..]);
            else if (line.StartsWith(DenyMark, StringComparison.Ordinal))
                deny.Add(line[DenyMark.Length..]);
            else
                return Nobody;
        }

        return new DocumentAcl([.. allow], [.. deny]);
    }

    /// <summary>Metadata with a list, or without one.</summary>
    /// <param name="metadata">The metadata, which stays as it is.</param>
    /// <param name="acl">The list; null for none.</param>
    public static Dictionary<string, MetadataValue> Put(IReadOnlyDictionary<string, MetadataValue> metadata, DocumentAcl? acl)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        Dictionary<string, MetadataValue> complete = new(metadata, StringComparer.Ordinal);
        complete.Remove(MetadataKey);
        if (acl is not null)
            complete[MetadataKey] = acl.ToValue();
        return complete;
    }

    /// <summary>Whether lists can name a group.</summary>
    public static bool IsGroup(string? name) => IsPrincipal(GroupPrefix + name);

    /// <summary>The list as it is kept; equal lists have equal values.</summary>
    public MetadataValue ToValue() =>
        MetadataValue.Of(string.Join('\n', Allow.Select(name => AllowMark + name).Concat(Deny.Select(name => DenyMark + name))));

    private static string[] Names(IReadOnlyList<string?> given, string field, bool takesPublic)
    {
        for (int i = 0; i < given.Count; i++)
        {
            if (!IsPrincipal(given[i]) && !(takesPublic && given[i] == Public))
                throw RagException.Invalid(
                    $"{field}[{i}]",
                    $"A principal is 'user:NAME', 'local:NAME', 'key:ID'{(takesPublic ? "," : " or")} 'group:NAME'"
                        + $"{(takesPublic ? " or 'public'" : "")}, up to {PrincipalLengthMax} characters, none of them a control "
                        + "character."
                );
        }

        return [.. given.Select(name => name!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    private static bool IsPrincipal(string? name) =>
        name is { Length: <= PrincipalLengthMax } && Array.Exists(Prefixes, prefix => IsAfter(name, prefix)) && !name.Any(char.IsControl);

    private static bool IsAfter(string name, string prefix) =>
        name.Length > prefix.Length && name.StartsWith(prefix, StringComparison.Ordinal);
}
