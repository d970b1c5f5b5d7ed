using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;

namespace RagCluster.Api.Access;

/// <summary>
/// Lets a request through at once whose caller has the permission that its endpoint names. Everything else, refusals above all, goes the
/// framework's way, which makes a context and asks every handler.
/// </summary>
internal sealed class PermissionEvaluator(IAuthorizationService authorization) : PolicyEvaluator(authorization)
{
    private static readonly Task<PolicyAuthorizationResult> Allowed = Task.FromResult(PolicyAuthorizationResult.Success());

    /// <inheritdoc/>
    public override Task<PolicyAuthorizationResult> AuthorizeAsync(
        AuthorizationPolicy policy,
        AuthenticateResult authenticationResult,
        HttpContext context,
        object? resource
    ) =>
        policy.Requirements is [PermissionRequirement] && PermissionRequirement.IsMetBy(context)
            ? Allowed
            : base.AuthorizeAsync(policy, authenticationResult, context, resource);
}
