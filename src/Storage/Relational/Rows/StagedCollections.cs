namespace RagCluster.Storage.Relational.Rows;

/// <summary>
/// Collections that are not whole yet. They belong to a tenant that no request can name, since it is no valid name: nobody sees a part
/// of one.
/// </summary>
internal static class StagedCollections
{
    /// <summary>That tenant.</summary>
    internal const string Tenant = "~restoring";

    /// <summary>
    /// The condition, by the tables' rules, that a document <c>d</c> is of a collection that is whole: what another lacks is on its
    /// way, and no check may name it or make it again.
    /// </summary>
    internal const string IsWhole = $"d.collection NOT IN (SELECT key FROM collections WHERE tenant = '{Tenant}')";
}
