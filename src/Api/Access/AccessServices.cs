using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using RagCluster.Access;

namespace RagCluster.Api.Access;

/// <summary>Registers who is let in, and to what.</summary>
internal static class AccessServices
{
    private const string Extension = "x-permission";

    /// <summary>Registers it. What says nothing of what it needs is closed to everybody.</summary>
    internal static void AddAccessControl(this IServiceCollection services)
    {
        services.AddOptions<AuthOptions>().BindConfiguration(AuthOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<AuthOptions>, AuthOptionsValidator>();
        services.AddSingleton<KnownKeys>();
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
        services
            .AddAuthorizationBuilder()
            .SetFallbackPolicy(
                new AuthorizationPolicyBuilder(RagAuthentication.SchemeName).AddRequirements(new PermissionRequirement()).Build()
            );
    }

    /// <summary>Writes what each operation needs into the interface's description.</summary>
    internal static void DescribePermissions(this OpenApiOptions options) =>
        options.AddOperationTransformer(
            (operation, context, _) =>
            {
                NeededPermission? needed = context.Description.ActionDescriptor.EndpointMetadata.OfType<NeededPermission>().LastOrDefault();
                if (needed is not null)
                {
                    operation.Extensions ??= new Dictionary<string, IOpenApiExtension>();
                    operation.Extensions[Extension] = new JsonNodeExtension(Permissions.NamesOf(needed.Permission)[0]);
                }

                return Task.CompletedTask;
            }
        );
}
