using RagCluster.Corpus.Access;
using RagCluster.Corpus.Collections;

namespace RagCluster.Grains.Interfaces.Access;

/// <summary>
/// For whom a call is made: their tenant and what they see of its documents. It travels beside the arguments (Orleans' request context),
/// set once for each HTTP request before any endpoint runs, so that an endpoint can neither forget it nor say anything else. Grains look
/// at it where a request enters: a query takes it into its options, documents, lists, counts and jobs are shown by it. Work that nobody
/// asked for has none and sees everything.
/// </summary>
/// <param name="Tenant">Their tenant.</param>
/// <param name="View">What they see; null for everything.</param>
[GenerateSerializer]
[Immutable]
[Alias("RagCluster.Caller")]
public sealed record Caller([property: Id(0)] string Tenant, [property: Id(1)] AccessView? View)
{
    private const string Key = "rag.caller";

    /// <summary>Their principal, for example <c>local:ada</c>; null for nobody who is known.</summary>
    [Id(2)]
    public string? Name { get; init; }

    private static readonly Caller Cluster = new(CollectionId.DefaultTenant, null);

    /// <summary>For whom the present call is made.</summary>
    public static Caller Current => RequestContext.Get(Key) as Caller ?? Cluster;

    /// <summary>Whether they run the cluster: an administrator of the default tenant, or the cluster itself.</summary>
    public bool IsOperator => Tenant == CollectionId.DefaultTenant && View is null;

    /// <summary>Whether what belongs to a tenant is there for them. The cluster's own work is no tenant's.</summary>
    /// <param name="tenant">The tenant.</param>
    public bool IsIn(string tenant) => ReferenceEquals(this, Cluster) || Tenant == tenant;

    /// <summary>Whether they administer a tenant's keys and users.</summary>
    /// <param name="tenant">The tenant.</param>
    public bool Administers(string tenant) => IsOperator || (View is null && Tenant == tenant);

    /// <summary>Makes every further call of this flow of control theirs.</summary>
    public void Enter() => RequestContext.Set(Key, this);

    /// <summary>Makes every further call of this flow of control the cluster's own, until the method that says so ends.</summary>
    public static void Leave() => RequestContext.Remove(Key);
}
