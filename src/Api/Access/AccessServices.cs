using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using RagCluster.Access;

namespace RagCluster.Api.Access;

/// <summary>Registers who is let in, and to what.</summary>
internal static class AccessServices
{
    /// <summary>What an operation needs that is for everybody.</summary>
    internal const string Nothing = "none";

    private const string Extension = "x-permission";
    private const string OperatorExtension = "x-operator";

    /// <summary>Registers it. What says nothing of what it needs is closed to everybody.</summary>
    internal static void AddAccessControl(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<KnownKeys>();
        services.AddSingleton<KnownSessions>();
        services.AddSingleton<AccessControl>();
        services.AddSingleton(provider => new AccessStart(provider.GetRequiredService<AccessControl>()));
        // The core alone: AddAuthentication brings Data Protection along, which writes keys into the user's home folder that nothing here
        // uses.
        services.AddAuthenticationCore(schemes =>
        {
            schemes.AddScheme<RagAuthentication>(RagAuthentication.SchemeName, null);
            schemes.DefaultScheme = RagAuthentication.SchemeName;
        });
        services.AddTransient<RagAuthentication>();
        services.AddWebEncoders();
        services.AddTransient<IPolicyEvaluator, PermissionEvaluator>();
        services
            .AddAuthorizationBuilder()
            // Of no scheme: what the default one has found out already is taken, and not asked for and merged with itself again.
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().AddRequirements(new PermissionRequirement()).Build());
    }

    /// <summary>Writes what each operation needs into the interface's description.</summary>
    internal static void DescribePermissions(this OpenApiOptions options) =>
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                IList<object> metadata = context.Description.ActionDescriptor.EndpointMetadata;
                NeededPermission? needed = metadata.OfType<NeededPermission>().LastOrDefault();
                string? name =
                    metadata.OfType<IAllowAnonymous>().Any() ? Nothing
                    : needed is not null ? Permissions.NamesOf(needed.Permission)[0]
                    : null;
                if (name is not null)
                {
                    operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
                    operation.Extensions[Extension] = new JsonNodeExtension(name);
                    if (needed is { OfOperator: true })
                        operation.Extensions[OperatorExtension] = new JsonNodeExtension(true);
                }

                return Task.CompletedTask;
            }
        );

    /// <summary>What an operation needs, as <see cref="DescribePermissions"/> wrote it; null when it says nothing.</summary>
    internal static string? NeededPermission(this OpenApiOperation operation) =>
        operation.Extensions is { } extensions && extensions.TryGetValue(Extension, out IOpenApiExtension? named)
            ? (named as JsonNodeExtension)?.Node.GetValue<string>()
            : null;
}
