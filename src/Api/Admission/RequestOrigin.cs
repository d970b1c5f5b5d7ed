using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace RagCluster.Api.Admission;

/// <summary>
/// Lets a browser change something only for a page of this server: a page of another origin may send forms, texts and files to any address
/// without asking, and on an open server there is no password that it would lack. A browser names the origin of what it sends; command
/// lines and servers name none and are not concerned, as long as they show no page's cookie. The origins of <see cref="CorsSettings"/> may
/// too.
/// </summary>
internal static class RequestOrigin
{
    private const string FetchSite = "Sec-Fetch-Site";
    private const string Origin = PageOrigin.Header;

    /// <summary>What is wrong with a request's origin; null when nothing is.</summary>
    internal static RequestFault? Check(HttpRequest request, KnownOrigins known)
    {
        if (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method))
            return null;
        if (request.Headers.TryGetValue(Origin, out StringValues named) && named.Count == 1 && known.May(request.Path, named[0]))
            return null;
        // Browsers set it where the address can be trusted (https, and http on the loopback), and no page can change it.
        if (request.Headers.TryGetValue(FetchSite, out StringValues site))
            return site.Count == 1 && site[0] is "same-origin" or "none" ? null : Foreign(FetchSite);
        if (request.Headers.TryGetValue(Origin, out StringValues origin))
            return origin.Count == 1 && PageOrigin.IsOwn(origin[0], request.Host) ? null : Foreign(Origin);
        // Only browsers have one, and each that the pages work in names where a change comes from: what names nothing may be forged.
        return request.Cookies.ContainsKey(PageOrigin.Cookie) ? Foreign(Origin) : null;
    }

    private static RequestFault Foreign(string header) =>
        new(
            StatusCodes.Status403Forbidden,
            "cross-origin",
            header,
            "A page of another origin may not change anything here: use a page of this server, or a program that is no browser."
        );
}
