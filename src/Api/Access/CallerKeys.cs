using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using RagCluster.Access;

namespace RagCluster.Api.Access;

/// <summary>Makes keys of grains that keep what is one caller's own.</summary>
internal static class CallerKeys
{
    private const int HashBytes = 16;

    /// <summary>The key <c>tenant/owner</c> of a request's caller.</summary>
    internal static string Of(HttpContext context)
    {
        // A subject is what an issuer of tokens says; its hash fits into a key whatever that is.
        Principal caller = context.Caller() ?? Principal.Anonymous;
        byte[] subject = Encoding.UTF8.GetBytes(caller.Subject);
        return $"{caller.Tenant}/{Convert.ToHexStringLower(SHA256.HashData(subject)[..HashBytes])}";
    }
}
