using Microsoft.AspNetCore.Http;
using RagCluster.Api.Admission;

namespace RagCluster.Api.Access;

/// <summary>Where people sign in by their key, and where their browsers keep it.</summary>
internal static class SignIn
{
    /// <summary>The page, and where its form goes.</summary>
    internal const string Page = "/signin";

    /// <summary>The cookie that holds the key.</summary>
    internal const string Cookie = PageOrigin.Cookie;

    /// <summary>Whether a request is a person's who opens a page.</summary>
    internal static bool IsForPeople(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Where to sign in, to go on to what was asked for.</summary>
    internal static string Path(HttpRequest request) => $"{Page}?next={Uri.EscapeDataString(request.Path + request.QueryString)}";
}
