namespace RagCluster.Grains.Interfaces.QueryLogs;

/// <summary>The key of a month's query log.</summary>
public static class QueryLogKey
{
    /// <summary>Makes it.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="month">The month, for example <c>2026-11</c>.</param>
    public static string Of(string tenant, string month) => $"{tenant}/{month}";
}
