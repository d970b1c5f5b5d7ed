namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>The key of a month's query log.</summary>
public static class QueryLogKey
{
    /// <summary>Makes it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="month">The month, for example <c>2026-11</c>.</param>
    public static string Of(string tenant, string month) => $"{tenant}/{month}";

    /// <summary>Reads it.</summary>
    /// <param name="key">The key.</param>
    public static (string Tenant, string Month) Parts(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        int slash = key.IndexOf('/', StringComparison.Ordinal);
        return (key[..slash], key[(slash + 1)..]);
    }
}
