#if ORLEANS_DASHBOARD
using Orleans.Dashboard;
using RagCluster.Api.Admission;
using RagCluster.Api.Web;

namespace RagCluster.Silo.Hosting;

/// <summary>The page of the package <c>Microsoft.Orleans.Dashboard</c> at <c>/orleans</c>, where the feed has that package.</summary>
internal static class DashboardPage
{
    private const string Root = "/orleans";

    // The page sets styles on elements and inserts style sheets for its diagrams, and it brings icons and a font as data.
    private static readonly ContentSecurityPolicy Policy = new(
        "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; object-src 'none'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );

    /// <summary>Adds what the page reads.</summary>
    internal static void AddDashboardPage(this ISiloBuilder silo) => silo.AddDashboard();

    /// <summary>Maps the page and what it loads.</summary>
    internal static void MapDashboardPage(this WebApplication app)
    {
        // Mapping the page reads all of its files, 17 MB with the map of its script's source: that waits until somebody opens it.
        Lazy<RequestDelegate> page = new(() => Build(app));
        app.Map(Root + "/{**path}", context => Serve(context, page.Value)).AsAdministratorPage(Policy);
        // The package leads from "/orleans" to "/orleans/", since the addresses within its page are relative; the gate refuses a path that
        // ends with a slash, so this leads to the page's other address.
        app.MapGet(Root, () => Results.LocalRedirect($"~{Root}/index.html")).WithOrder(-1).AsAdministratorPage(Policy);
    }

    private static RequestDelegate Build(IApplicationBuilder app)
    {
        IApplicationBuilder branch = app.New();
        branch.UseRouting();
        branch.UseEndpoints(endpoints => endpoints.MapOrleansDashboard(Root).AsAdministratorPage(Policy));
        return branch.Build();
    }

    // Who may see the page was decided for this endpoint; the branch chooses its own, of which the headers of the answer depend.
    private static Task Serve(HttpContext context, RequestDelegate page)
    {
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        return page(context);
    }
}
#endif
