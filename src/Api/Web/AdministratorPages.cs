using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RagCluster.Access;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;

namespace RagCluster.Api.Web;

/// <summary>Pages of other packages that a silo mounts beside those of this project.</summary>
public static class AdministratorPages
{
    /// <summary>Makes endpoints a page for administrators, as the cluster page is: they tell of every tenant's grains.</summary>
    /// <param name="endpoints">The page and what it loads.</param>
    /// <param name="policy">What the page may load.</param>
    public static T AsAdministratorPage<T>(this T endpoints, ContentSecurityPolicy policy)
        where T : IEndpointConventionBuilder =>
        endpoints.WithMetadata(policy).NeedsOperator(Permission.SystemAdmin).ExcludeFromDescription();
}
