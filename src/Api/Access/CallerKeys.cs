using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using RagCluster.Access;
using RagCluster.Access.Keys;

namespace RagCluster.Api.Access;

/// <summary>Makes keys of grains that keep what is one caller's own.</summary>
internal static class CallerKeys
{
    private const int HashBytes = 16;

    // Stands in no UTF-8, so that no subject begins with it.
    private const byte KindMark = 0xFF;

    /// <summary>The key <c>tenant/owner</c> of a request's caller.</summary>
    internal static string Of(HttpContext context) => Of(context.Caller() ?? Principal.Anonymous);

    /// <summary>The key <c>tenant/owner</c> of a caller.</summary>
    // A subject is what an issuer of tokens says; its hash fits into a key whatever that is.
    internal static string Of(Principal caller) =>
        $"{caller.Tenant}/{Convert.ToHexStringLower(SHA256.HashData(Owner(caller))[..HashBytes])}";

    // What is kept of keys and tokens is found by their subject alone. Who vouches for it stands before it where two could have the same.
    private static byte[] Owner(Principal caller)
    {
        byte[] subject = Encoding.UTF8.GetBytes(caller.Subject);
        bool isPlain = caller.Kind == PrincipalKind.Key || (caller.Kind == PrincipalKind.Token && !ApiKeyText.CouldBeId(caller.Subject));
        return isPlain ? subject : [KindMark, (byte)caller.Kind, .. subject];
    }
}
