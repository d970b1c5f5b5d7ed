using RagCluster.Api.Binding;
using RagCluster.Corpus.Errors;
using RagCluster.Grains.Interfaces.Access;
using RagCluster.Grains.Interfaces.QueryLogs;

namespace RagCluster.Api.QueryLogs;

/// <summary>Which entries of the query log are wanted, as the request names them.</summary>
internal sealed record QueryLogQuery
{
    private const int LimitDefault = 100;
    private const int LimitMax = 1_000;

    /// <summary>Only this month's, for example <c>2026-11</c>.</summary>
    public string? Month { get; init; }

    /// <summary>Only those that asked this collection.</summary>
    public string? Collection { get; init; }

    /// <summary>Only those that ended so: found, empty, answered, refused or failed.</summary>
    public string? Ending { get; init; }

    /// <summary>Only those of this principal, for example <c>local:ada</c>.</summary>
    public string? Subject { get; init; }

    /// <summary>Only those before this place: a page's <c>last_id</c>.</summary>
    public string? Before { get; init; }

    /// <summary>The most entries, 100 where it is left out.</summary>
    public int? Limit { get; init; }

    /// <summary>Whose log; the caller's own where it is left out.</summary>
    public string? Tenant { get; init; }

    /// <summary>The request's parts.</summary>
    /// <exception cref="RagException">Invalid: one of them can't be.</exception>
    internal (string Tenant, string? Month, QueryLogFilter Filter, QueryLogPlace? Before, int Limit) Read()
    {
        if (Limit is < 1 or > LimitMax)
            throw RagException.Invalid("limit", $"Between 1 and {LimitMax} entries are listed at once.");
        if (Month is not null && !QueryLogPlace.IsMonth(Month))
            throw RagException.Invalid("month", "Name a month as 2026-11.");
        QueryLogPlace? before = Before is null
            ? null
            : QueryLogPlace.Parse(Before) ?? throw RagException.Invalid("before", "Give a page's last_id, for example 2026-11:1234.");
        return (
            TenantOf(Tenant),
            Month,
            new QueryLogFilter(Collection, ValueForms.Read<QueryEnding>(Ending, "ending"), Subject),
            before,
            Limit ?? LimitDefault
        );
    }

    /// <summary>Whose log is read.</summary>
    /// <param name="tenant">What the request names; null for the caller's own.</param>
    /// <exception cref="RagException">Invalid: no tenant's name, or another's than the caller's.</exception>
    internal static string TenantOf(string? tenant)
    {
        tenant ??= Caller.Current.Tenant;
        Tenants.Check(tenant);
        return tenant;
    }
}
