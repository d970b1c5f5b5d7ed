using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using RagCluster.Access;
using RagCluster.Access.Limits;
using RagCluster.Api.Access;
using RagCluster.Api.Admission;
using RagCluster.Corpus.Errors;

namespace RagCluster.Api.Limits;

/// <summary>Accepts no more requests than the limits say. What a probe or a page's script asks counts for nobody.</summary>
internal static class RateLimitGate
{
    /// <summary>Answers what <see cref="RequestGate"/> found, and counts it by address as any other request.</summary>
    internal static Task AnswerFaultAsync(HttpContext context, RequestDelegate next) =>
        context.Features[typeof(RequestFault)] is RequestFault fault ? AnswerAsync(context, fault) : next(context);

    private static async Task AnswerAsync(HttpContext context, RequestFault fault)
    {
        RateLimits limits = Limits(context);
        if (
            limits.AddressLimit is not { } limit
            || await PassAsync(context, RateLimits.Address, limit, await limits.TakeAddressAsync(context, limit))
        )
            await Problems.WriteAsync(context, fault.ToProblem(), context.RequestAborted);
    }

    /// <summary>Counts by address, before anybody looks at the credentials: guessing them costs requests too.</summary>
    internal static Task CountAddressAsync(HttpContext context, RequestDelegate next)
    {
        RateLimits limits = Limits(context);
        return limits.AddressLimit is not { } limit || IsForEverybody(context)
            ? next(context)
            : TakeAddressAsync(context, limits, limit, next);
    }

    private static async Task TakeAddressAsync(HttpContext context, RateLimits limits, RequestLimit limit, RequestDelegate next)
    {
        LimitOutcome outcome = await limits.TakeAddressAsync(context, limit);
        if (await PassAsync(context, RateLimits.Address, limit, outcome))
            await next(context);
    }

    /// <summary>Counts by key and tenant, once it is known who asks. The narrower limit is asked first: what it refuses costs the tenant
    /// nothing.</summary>
    internal static Task CountCallerAsync(HttpContext context, RequestDelegate next)
    {
        RateLimits limits = Limits(context);
        return (limits.KeyLimit is null && limits.TenantLimit is null) || context.Caller() is not { } caller || IsForEverybody(context)
            ? next(context)
            : TakeCallerAsync(context, limits, caller, next);
    }

    private static async Task TakeCallerAsync(HttpContext context, RateLimits limits, Principal caller, RequestDelegate next)
    {
        if (limits.KeyLimit is { } key && !await PassAsync(context, RateLimits.Key, key, await limits.TakeKeyAsync(context, caller, key)))
            return;
        if (
            limits.TenantLimit is not { } tenant
            || await PassAsync(context, RateLimits.Tenant, tenant, await limits.TakeTenantAsync(context, caller, tenant))
        )
            await next(context);
    }

    /// <summary>Counts requests that came in one, beside the first: otherwise they would be a way round the limits.</summary>
    /// <param name="context">The request.</param>
    /// <param name="count">How many more there are.</param>
    /// <exception cref="RagException">Overloaded: a limit has no room for all of them.</exception>
    internal static async Task CountMoreAsync(HttpContext context, int count)
    {
        RateLimits limits = Limits(context);
        if (context.Caller() is not { } caller)
            return;
        for (int i = 0; i < count; i++)
        {
            if (limits.KeyLimit is { } key)
                EnsureAccepted(RateLimits.Key, await limits.TakeKeyAsync(context, caller, key));
            if (limits.TenantLimit is { } tenant)
                EnsureAccepted(RateLimits.Tenant, await limits.TakeTenantAsync(context, caller, tenant));
        }

        static void EnsureAccepted(string policy, LimitOutcome outcome)
        {
            if (outcome.IsAccepted)
                return;
            LimitMeter.Refuse(policy);
            throw new RagException(ErrorKind.Overloaded, "rate-limited", $"The limit per {policy} has no room for so many requests.")
            {
                RetryAfter = outcome.Reset,
            };
        }
    }

    private static async Task<bool> PassAsync(HttpContext context, string policy, RequestLimit limit, LimitOutcome outcome)
    {
        RateLimitHeaders.Add(context, policy, limit, outcome);
        if (outcome.IsAccepted)
            return true;
        LimitMeter.Refuse(policy);
        string wait = RateLimitHeaders.Seconds(outcome.Reset);
        string detail =
            $"More than {limit.Requests} requests in {limit.Window.TotalSeconds:0} seconds (the limit per {policy}): "
            + $"try again in {wait} s.";
        await Problems.WriteAsync(
            context,
            Problems.With(StatusCodes.Status429TooManyRequests, "rate-limited", detail),
            context.RequestAborted
        );
        return false;
    }

    // Signing in shows credentials and is no probe.
    private static bool IsForEverybody(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null && !HttpMethods.IsPost(context.Request.Method);

    private static RateLimits Limits(HttpContext context) =>
        (RateLimits)(
            context.RequestServices.GetService(typeof(RateLimits)) ?? throw new InvalidOperationException("The limits are not registered.")
        );
}
