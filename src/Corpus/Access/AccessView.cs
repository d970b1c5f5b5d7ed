using System.Security.Cryptography;
using System.Text;

namespace RagCluster.Corpus.Access;

/// <summary>
/// What a caller may see, as far as documents can tell: the principals that they are. Where none is given (null), everything is seen: by
/// administrators, on an open server, and by the cluster's own work. No principal at all sees what is public or has no list.
/// </summary>
/// <param name="Principals">The caller's principals, each once, in ordinal order; <see cref="Of(IEnumerable{string})"/> sees to it.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.AccessView")]
public sealed record AccessView([property: Id(0)] string[] Principals)
{
    /// <summary>A short name that no other set of principals has.</summary>
    public string Digest => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', Principals))));

    /// <summary>What a caller sees.</summary>
    /// <param name="principal">The caller's own principal, for example <c>user:anna</c>.</param>
    /// <param name="groups">The names of the caller's groups.</param>
    public static AccessView Of(string principal, IEnumerable<string> groups) =>
        Of(groups.Select(group => DocumentAcl.GroupPrefix + group).Prepend(principal));

    /// <summary>What some principals see.</summary>
    /// <param name="principals">The principals. One with a control character stands in no list and is left out.</param>
    public static AccessView Of(IEnumerable<string> principals) =>
        new([.. principals.Where(name => !name.Any(char.IsControl)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)]);

    /// <summary>Whether a document is seen.</summary>
    /// <param name="acl">The document's list; null for none.</param>
    public bool Sees(DocumentAcl? acl) =>
        acl is null || (!Array.Exists(acl.Deny, Is) && Array.Exists(acl.Allow, name => name == DocumentAcl.Public || Is(name)));

    private bool Is(string name) => Array.BinarySearch(Principals, name, StringComparer.Ordinal) >= 0;

    /// <inheritdoc/>
    public bool Equals(AccessView? other) => other is not null && Principals.AsSpan().SequenceEqual(other.Principals);

    /// <inheritdoc/>
    public override int GetHashCode() => Principals.Aggregate(0, HashCode.Combine);
}
