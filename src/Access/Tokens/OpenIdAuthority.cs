using System.Net;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace RagCluster.Access.Tokens;

/// <summary>
/// The keys of an authority, by the document that OpenID Connect Discovery 1.0 (section 4) puts at a well-known place. They are read at the
/// first token, every twelve hours, and when a token names a key that is not known, at most every five minutes: an authority that changes
/// its keys is followed, and forged tokens don't make it a target.
/// </summary>
internal static class OpenIdAuthority
{
    private const string WellKnown = "/.well-known/openid-configuration";
    private const int DocumentBytesMax = 1 << 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>What reads an authority's documents: without redirections, and each within ten seconds and a megabyte.</summary>
    internal static IDocumentRetriever DocumentsOf(Uri authority)
    {
        SocketsHttpHandler handler = new()
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        };
        HttpClient client = new(handler) { Timeout = Patience, MaxResponseContentBufferSize = DocumentBytesMax };
        return new HttpDocumentRetriever(client) { RequireHttps = authority.Scheme == Uri.UriSchemeHttps };
    }

    /// <summary>The keys, as they are now.</summary>
    internal static ConfigurationManager<OpenIdConnectConfiguration> Of(Uri authority, IDocumentRetriever documents) =>
        new($"{authority.AbsoluteUri.TrimEnd('/')}{WellKnown}", new OpenIdConnectConfigurationRetriever(), documents)
        {
            // A key that the authority withdrew would be believed for an hour more.
            UseLastKnownGoodConfiguration = false,
        };
}
